"""The parts of the worklist with their counts, and what needs somebody now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prescribers.chosen import ALL, MESSAGES, Chosen
from prescribers.presenters.status import NAMES as STATUSES
from prescribers.queries import Tally
from prescribers.status import TABS

NAMES: Final[dict[str, Promise | str]] = {
    "todo": gettext_lazy("To do"),
    "waiting": gettext_lazy("Waiting"),
    "treatment": gettext_lazy("In treatment"),
    "ended": gettext_lazy("Ended"),
    ALL: gettext_lazy("All"),
    MESSAGES: gettext_lazy("Messages"),
}

MEANINGS: Final[dict[str, Promise | str]] = {
    "todo": gettext_lazy("Somebody of the centre has something to do for each of these patients."),
    "waiting": gettext_lazy("These patients wait until contraception has lasted long enough, or for the pharmacy."),
    "treatment": gettext_lazy("These patients have their medicine, or a pause, and nothing is due yet."),
    "ended": gettext_lazy("Treatment has ended, or the patient has left the programme."),
    MESSAGES: gettext_lazy("Pharmacies could not dispense and wait for your answer."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the list, as a link with its count."""

    name: str
    label: Promise | str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """Something that needs somebody now: how many, and where they are listed."""

    text: str
    url: str
    tone: str


def parts(*, chosen: Chosen, tally: Tally, messages: int) -> list[Part]:
    """Count every part under the category chosen, so that each count is what its link shows."""
    counts = {name: tally.count(codes=codes, category=chosen.category) for name, codes in TABS.items()}
    counts |= {ALL: tally.count(category=chosen.category), MESSAGES: messages}
    return [
        Part(
            name=name,
            label=label,
            count=counts[name],
            url=replace(chosen, part=name, status="", category="" if name == MESSAGES else chosen.category).url,
            is_current=name == chosen.part,
        )
        for name, label in NAMES.items()
    ]


def statuses(*, chosen: Chosen, tally: Tally) -> list[tuple[str, str]]:
    """Name each status of the part shown with how many have it, leaving out those that nobody has."""
    counted = [(code, tally.count(codes=(code,), category=chosen.category)) for code in chosen.codes_offered]
    return [(code, f"{STATUSES[code]} ({number})") for code, number in counted if number or code == chosen.status]


def urgent(*, tally: Tally, to_sign: int) -> Sequence[Urgent]:
    """Name what cannot wait, with how many patients it concerns, and how much waits for a signature."""
    counted = {code: tally.count(codes=(code,)) for code in ("stopped", "refused", "overdue", "late_in_pause")}
    stopped, refused, overdue, late = counted.values()
    said = [
        (
            "stopped", stopped, "no",
            ngettext(
                "%(n)s patient is stopped: pregnancy suspected", "%(n)s patients are stopped: pregnancy suspected",
                stopped,
            ),
        ),
        (
            "refused", refused, "no",
            ngettext(
                "%(n)s prescription would be refused at the pharmacy",
                "%(n)s prescriptions would be refused at the pharmacy", refused,
            ),
        ),
        (
            "overdue", overdue, "wait",
            ngettext("%(n)s patient is overdue", "%(n)s patients are overdue", overdue),
        ),
        (
            "late_in_pause", late, "wait",
            ngettext("%(n)s patient is overdue in a pause", "%(n)s patients are overdue in a pause", late),
        ),
    ]  # fmt: skip
    return [
        Urgent(text=text % {"n": number}, url=Chosen(part="todo", status=code).url, tone=tone)
        for code, number, tone, text in said
        if number
    ] + ([_waiting(to_sign)] if to_sign else [])


def _waiting(count: int) -> Urgent:
    text = ngettext("%(n)s thing waits for a signature", "%(n)s things wait for a signature", count)
    return Urgent(text=text % {"n": count}, url=reverse("prescribers:to_sign"), tone="open")


def being_counted(tally: Tally) -> str:
    """Say how many patients no figure counts yet; nothing when every figure is whole."""
    if not tally.not_current:
        return ""
    return ngettext(
        "%(n)s patient is being counted again and is missing from the figures. She or he is in every list meanwhile.",
        "%(n)s patients are being counted again and are missing from the figures. They are in every list meanwhile.",
        tally.not_current,
    ) % {"n": tally.not_current}


def nobody(chosen: Chosen) -> str:
    """Say that a part is empty, in its own words."""
    if chosen.part == "todo" and not (chosen.category or chosen.status):
        return _("Nothing to do for anybody today")
    if chosen.part == MESSAGES:
        return _("No message waits for an answer")
    return _("No patient is listed here")
