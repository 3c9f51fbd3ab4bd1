"""The mails that the demo caught: files written by Django's own backend, read with the standard library."""

import datetime as dt
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
class Mail:
    """One captured mail."""

    message_id: str
    sender: str
    to: str
    subject: str
    body: str
    at: dt.datetime | None


def captured_mail() -> list[Mail]:
    """List the newest mails, the last one first; none when nothing was sent or mail is not captured."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if folder is None or not Path(folder).is_dir():
        return []
    files = sorted(Path(folder).glob("*.log"), reverse=True)[:NEWEST]
    mails = [mail for file in files for mail in _mails(file)]
    return sorted(mails, key=_moment, reverse=True)[:NEWEST]


def _mails(file: Path) -> Iterator[Mail]:
    for part in file.read_bytes().split(BETWEEN):
        if part.strip():
            yield _mail(message_from_bytes(part, policy=policy.default))


def _mail(message: EmailMessage) -> Mail:
    body = message.get_body(("plain",))
    sent = message["Date"]
    return Mail(
        message_id=str(message["Message-ID"] or ""),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=str(body.get_content()) if body else "",
        at=parsedate_to_datetime(str(sent)) if sent else None,
    )


def _moment(mail: Mail) -> dt.datetime:
    return mail.at or dt.datetime.min.replace(tzinfo=dt.UTC)
