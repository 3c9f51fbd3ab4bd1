"""Catches text messages for the demonstration: a file each, named after its key, so that none is caught twice."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from reminders.gateways import NotAccepted, Told


class Capture:
    """Keeps what would be sent in ``SMS_FILE_PATH``, for the demo's mailbox to show."""

    def __init__(self) -> None:
        """Make the folder."""
        self.folder = Path(settings.SMS_FILE_PATH)
        self.folder.mkdir(parents=True, exist_ok=True)

    def send(self, *, to: str, text: str, key: str) -> None:
        """Write the file; one that is there already is the same message, handed over once more."""
        try:
            with (self.folder / f"{key}.json").open("x", encoding="utf-8") as file:
                json.dump({"to": to, "text": text}, file, ensure_ascii=False)
        except FileExistsError:
            return
        except OSError as error:
            raise NotAccepted(type(error).__name__) from error

    def told(self, receipt: Mapping[str, str]) -> list[Told]:
        """Read nothing: what is caught reaches nobody, and nobody tells of it."""
        return []
