"""What a delegate can fill in for a prescriber, and what waits to be signed."""

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import Role, User
from accounts.queries import members_of
from accounts.refusals import NotVisible
from patients.queries import visible_enrolments
from prescribers.models import PreparedAct
from prescribers.words import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A form that can be prepared: its address, its name, and the act that signing it is."""

    page: str
    words: Text
    signs: str
    opens: bool = False
    """Whether it leads to a supply: such a form is prepared for a certified prescriber alone."""


KINDS: Final[dict[str, Kind]] = {
    "visit": Kind("visit", gettext_lazy("Visit"), "patients.record_visit"),
    "prescription": Kind("prescription", gettext_lazy("Prescription"), "patients.authorise", opens=True),
    "category": Kind("category", gettext_lazy("Category"), "patients.assess_category"),
    "agreement": Kind("agreement", gettext_lazy("Agreement"), "patients.sign_agreement", opens=True),
    "issue_card": Kind("card", gettext_lazy("Card"), "patients.issue_card", opens=True),
    "interrupt": Kind("interrupt", gettext_lazy("Interruption"), "patients.interrupt"),
    "resume": Kind("resume", gettext_lazy("Going on after an interruption"), "patients.interrupt", opens=True),
    "end": Kind("end", gettext_lazy("End of treatment"), "patients.end_treatment"),
    "withdraw": Kind("withdraw", gettext_lazy("Leaving the programme"), "patients.withdraw"),
}
"""Everything that is prepared, by the name it is kept under."""


PREPARED: Final = frozenset(kind.signs for kind in KINDS.values())
"""The acts that can be prepared."""


def waiting_acts(*, by: Actor, at: dt.datetime) -> QuerySet[PreparedAct]:
    """List what waits to be signed about the patients within sight, the longest waiting first."""
    return _of_sight(by, at).filter(outcome__isnull=True).order_by("prepared_at", "id")


def answered_acts(*, by: Actor, at: dt.datetime) -> QuerySet[PreparedAct]:
    """List what was signed, sent back or taken back, the latest first."""
    found = _of_sight(by, at).filter(outcome__isnull=False).select_related("outcome__recorded_by")
    return found.order_by("-outcome__recorded_at", "id")


def prepared_act(*, by: Actor, at: dt.datetime, prepared_id: UUID) -> PreparedAct:
    """Find one prepared act about a patient within sight, answered or not.

    :raises NotVisible: when there is none.
    """
    found = _of_sight(by, at).filter(id=prepared_id).first()
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def signers_of(*, by: Actor, at: dt.datetime) -> list[User]:
    """List the prescribers of the centre, by name."""
    ids = members_of(organisation_id=by.organisation_id, role=Role.PRESCRIBER, at=at)
    return list(User.objects.filter(id__in=ids).order_by("name", "id"))


def address_of(prepared: PreparedAct) -> str:
    """Give the address of the very form, which is filled in when it is opened there."""
    keys = [prepared.enrolment_id] if prepared.row_id is None else [prepared.enrolment_id, prepared.row_id]
    return reverse(f"prescribers:{KINDS[prepared.act].page}", args=keys) + f"?prepared={prepared.id}"


def _of_sight(by: Actor, at: dt.datetime) -> QuerySet[PreparedAct]:
    seen = visible_enrolments(by=by, at=at)
    return PreparedAct.objects.filter(enrolment__in=seen).select_related(
        "enrolment__patient", "enrolment__programme", "prepared_by", "prepared_for", "outcome"
    )
