"""Start-up checks: ladders and texts can be read, every text that a ladder names is there, some are not approved."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  (Django's word for it)

from reminders.ladder import ladders
from reminders.patient_messages import CODE_TEXT
from reminders.wording import wordings
from rulebook import ProgrammeError

APPROVALS = "approvals"
"""The tag of the check that tells which texts nobody has approved: `manage.py check --tag approvals` asks it alone."""

HINT = "Mend the file, or put it back as it was: without it nobody is reminded of anything."
SAMPLE_HINT = (
    "Have the wording approved, and put it beside the sample as a file of its own: a later valid_from, and the "
    "reference of the approval. Until then these messages are laid aside, and nobody receives them."
)


@register("reminders")
def check_files(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a ladder or a text that cannot be read, or a ladder that names a text that is not there."""
    try:
        wanted = {step.text for one in ladders().by_programme.values() for o in one.occasions for step in o.steps}
        missing = sorted((wanted - {""} | {CODE_TEXT}) - {one.id for one in wordings()})
    except ProgrammeError as broken:
        return [Error(f"File of the reminders {broken}", hint=HINT, id="reminders.E001")]
    return [
        Error(f"No file says the text {name}, which a ladder names.", hint=HINT, id="reminders.E002")
        for name in missing
    ]


@register(APPROVALS)
def check_approvals(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Warn of texts that nobody has approved, where only approved ones are sent."""
    if settings.SAMPLE_TEXTS_ARE_SENT:
        return []
    try:
        texts = wordings()
    except ProgrammeError:  # the other check says so
        return []
    approved = {one.id for one in texts if one.approval}
    return [
        Warning(f"The text {name} has no approved version and is not sent.", hint=SAMPLE_HINT, id="reminders.W001")
        for name in sorted({one.id for one in texts} - approved)
    ]
