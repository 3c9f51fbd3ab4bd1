"""What the demo caught instead of sending it: mails, written by Django's own backend, and text messages."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

BETWEEN = b"\n" + b"-" * 79 + b"\n"
"""What the backend writes after each mail of a file."""

NEWEST = 100


@dataclass(frozen=True, slots=True)
class Caught:
    """One mail, or one text message, which has no subject."""

    message_id: str
    to: str
    body: str
    at: dt.datetime | None
    subject: str = ""
    is_text: bool = False


def caught() -> list[Caught]:
    """List the newest mails and text messages, the last one first; none when nothing was sent or nothing is caught."""
    mails = (mail for file in _newest("EMAIL_FILE_PATH", "*.log") for mail in _mails(file))
    texts = (_text(file) for file in _newest("SMS_FILE_PATH", "*.json"))
    return sorted([*mails, *texts], key=_moment, reverse=True)[:NEWEST]


def _newest(setting: str, pattern: str) -> list[Path]:
    """List the newest files of the folder that a setting names."""
    folder = getattr(settings, setting, None)
    if folder is None or not Path(folder).is_dir():
        return []
    return sorted(Path(folder).glob(pattern), key=lambda file: file.stat().st_mtime, reverse=True)[:NEWEST]


def _text(file: Path) -> Caught:
    kept = json.loads(file.read_text(encoding="utf-8"))
    at = dt.datetime.fromtimestamp(file.stat().st_mtime, tz=dt.UTC)
    return Caught(message_id=file.stem, to=kept["to"], body=kept["text"], at=at, is_text=True)


def _mails(file: Path) -> Iterator[Caught]:
    for part in file.read_bytes().split(BETWEEN):
        if part.strip():
            yield _mail(message_from_bytes(part, policy=policy.default))


def _mail(message: EmailMessage) -> Caught:
    body = message.get_body(("plain",))
    sent = message["Date"]
    return Caught(
        message_id=str(message["Message-ID"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=str(body.get_content()) if body else "",
        at=_in_utc(parsedate_to_datetime(str(sent))) if sent else None,
    )


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """Read “-0000” as what it says: UTC, without a word on where it was written (RFC 5322)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _moment(one: Caught) -> dt.datetime:
    return one.at or dt.datetime.min.replace(tzinfo=dt.UTC)
