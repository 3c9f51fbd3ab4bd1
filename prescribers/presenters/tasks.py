"""Registration as a list of tasks: what is done, what is missing, what cannot start yet, and from when it can go on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.eligibility import Standing, programme_in_force
from patients.models import Category, CategoryProposal, Prescription
from patients.reasons import words
from prescribers.presenters.category import why
from prescribers.presenters.protection import complete_words
from prescribers.words import LABELS, Text, said

May = Callable[[str], bool]
STOPS: Final = ("not_enrolled", "pregnancy_suspected", "treatment_stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line; without ``url`` it cannot be started now, and ``hint`` says why."""

    label: str
    state: str
    tone: str = ""
    url: str = ""
    hint: Text = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the way."""

    title: str
    tasks: list[Task]


@dataclass(slots=True)
class TaskList:
    """The way to a prescription."""

    groups: list[Group] = field(default_factory=list)
    goes_on: str = ""

    @property
    def all(self) -> list[Task]:
        """List the tasks of all groups."""
        return [task for group in self.groups for task in group.tasks]

    @property
    def done(self) -> int:
        """Count what is completed."""
        return sum(task.done for task in self.all)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nothing can go on at all."""

    code: str
    title: Text
    text: Text
    remedy: Text


def stops(standing: Standing, *, may: May) -> list[Stop]:
    """List what stands above every task; a missing certification, to whoever would sign."""
    held = [code for code in standing.judgement.verdict.reasons if code in STOPS]
    if may("patients.authorise") and "prescriber_not_certified" in standing.judgement.verdict.reasons:
        held.append("prescriber_not_certified")
    return [Stop(code, *_said(code)) for code in held]


def tasks(
    *,
    standing: Standing,
    may: May,
    open_prescription: Prescription | None,
    proposal: CategoryProposal | None,
) -> TaskList:
    """Lay the tasks out; every state comes from the rulebook's reasons or from what is recorded."""
    waiting = open_prescription if standing.waits_at_the_pharmacy is not None else None
    maker = _Maker(standing, may, waiting, proposal)
    groups = [
        Group(_("1. Before you start"), [maker.identity(), maker.category(), maker.indication()]),
        Group(_("2. Counsel"), [maker.agreement()]),
    ]
    protection = maker.protection()
    if protection:
        groups.append(Group(_("3. Ready"), protection))
    last = _("4. Prescribe") if protection else _("3. Prescribe")
    groups.append(Group(last, [maker.card(), maker.prescription()]))
    return TaskList(groups, maker.goes_on())


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the tasks of one patient."""

    standing: Standing
    may: May
    waiting: Prescription | None
    """The prescription that a pharmacy may still dispense on."""
    proposal: CategoryProposal | None
    """The lower category that waits for a second prescriber."""

    @property
    def is_too_early(self) -> bool:
        """Say whether so much is left of the last supply that the next visit is not due yet."""
        return self.standing.has_been_dispensed_to and not self.standing.may_be_supplied

    def identity(self) -> Task:
        return self._done(_("Identify the patient"), "record", "read")

    def category(self) -> Task:
        label = _("Say if the patient can become pregnant")
        held = self._held("category_missing", "category_not_justified")
        found = self.standing.judgement.facts["categories"]
        if held or not found:
            return self._task(label, "category", "assess_category", held)
        if self.proposal is not None:
            page = "proposal" if self.may("patients.approve_category") else "category_outcome"
            address = [self.standing.enrolment.id, *([self.proposal.id] if page == "proposal" else [])]
            return Task(
                label=_("A lower category is proposed"),
                state=_("Waits for a second prescriber"),
                tone="wait",
                url=reverse(f"prescribers:{page}", args=address),
                hint=_("Until it is approved, the category stays as it is."),
            )
        last = found[-1]
        hint = f"{Category(last['category']).label}: {why(last['category'], last['criterion'])}"
        return self._done(label, "category", "assess_category", hint=hint)

    def indication(self) -> Task:
        label = _("Record the indication")
        if self.standing.judgement.facts["treatment"] is None:
            return self._open(label, "indication", "record_treatment")
        status = said(LABELS, self.standing.judgement.verdict.label)
        return self._done(label, "indication", "record_treatment", hint=status)

    def agreement(self) -> Task:
        label = _("Talk through the risks and sign")
        if self._held("category_missing"):
            return self._later(label, _("First say if the patient can become pregnant."))
        return self._task(label, "agreement", "sign_agreement", self._held("agreement_missing"))

    def protection(self) -> list[Task]:
        """Give the tasks of whoever is judged as a woman who can become pregnant."""
        programme = programme_in_force(enrolment=self.standing.enrolment, on=self.standing.on)
        if self.standing.judgement.verdict.judged_as != "childbearing":
            return []
        made = []
        if programme.contraception is not None:
            made.append(self._contraception())
        if programme.test is not None:
            made.append(self._test())
        return made

    def card(self) -> Task:
        label = _("Issue the card")
        if self._held("category_missing"):
            return self._later(label, _("First say if the patient can become pregnant."))
        if self._held("card_missing"):
            return self._open(label, "card", "issue_card")
        return self._done(label, "card", "print_card")

    def prescription(self) -> Task:
        label = _("Authorise the prescription")
        if self._held(*STOPS):
            return self._later(label, _("Nothing can be prescribed or dispensed while this stands."))
        if self.waiting is not None:
            hint = _("%(number)s of %(day)s waits to be dispensed.") % {
                "number": self.waiting.authorisation_number,
                "day": date_format(self.waiting.prescribed_on),
            }
            return self._done(label, "prescription", "authorise", hint=hint)
        if self.is_too_early:
            return self._not_due(label, "prescription", "authorise")
        if self.standing.judgement.facts["treatment"] is None:
            return self._later(label, _("First record the indication."))
        missing = self.standing.judgement.verdict.reasons
        if missing:
            named = "; ".join(str(words(code).title) for code in missing)
            return self._later(label, _("Still missing: %s.") % named)
        return self._open(label, "prescription", "authorise")

    def goes_on(self) -> str:
        """Say from when it can go on, where only time is wanted."""
        if "contraception_too_recent" not in self.standing.judgement.verdict.reasons:
            return ""
        return complete_words(
            programme=programme_in_force(enrolment=self.standing.enrolment, on=self.standing.on),
            day=self.standing.judgement.from_when("contraception_too_recent"),
        )

    def _contraception(self) -> Task:
        label = _("Record contraception")
        held = self._held("contraception_missing", "contraception_lapsed", "abstinence_not_confirmed")
        if not held and self._held("contraception_too_recent") and not self._is_complete_today():
            return Task(
                label=label,
                state=_("Waiting"),
                tone="wait",
                url=self._url("contraception", "record_contraception"),
            )
        return self._task(label, "contraception", "record_contraception", held)

    def _is_complete_today(self) -> bool:
        """Say whether a test of today is all that the lead time still wants."""
        return self.standing.judgement.from_when("contraception_too_recent") == self.standing.on

    def _test(self) -> Task:
        label = _("Record the pregnancy test")
        held = self._held("test_missing", "test_not_qualifying")
        ready_on = self.standing.judgement.from_when("contraception_too_recent")
        if self._held("contraception_too_recent") and ready_on is not None and ready_on > self.standing.on:
            hint = _("Test when contraception is complete: on %s or later.") % date_format(ready_on)
            return Task(label=label, state=_("Not due yet"), url=self._url("test", "record_test"), hint=hint)
        if held and self.is_too_early:
            return self._not_due(label, "test", "record_test")
        return self._task(label, "test", "record_test", held)

    def _held(self, *codes: str) -> list[str]:
        return [code for code in codes if code in self.standing.judgement.verdict.reasons]

    def _task(self, label: str, page: str, act: str, held: Iterable[str]) -> Task:
        codes = list(held)
        if not codes:
            return self._done(label, page, act)
        hint = "" if codes[0].endswith("_missing") else words(codes[0]).for_prescriber
        return self._open(label, page, act, hint=hint, attention=bool(hint))

    def _open(self, label: str, page: str, act: str, *, hint: Text = "", attention: bool = False) -> Task:
        url = self._url(page, act)
        if not url:
            return Task(label=label, state=_("Needs a prescriber"), tone="plain", hint=hint)
        state, tone = (_("Needs attention"), "no") if attention else (_("Not started"), "open")
        return Task(label=label, state=state, tone=tone, url=url, hint=hint)

    def _done(self, label: str, page: str, act: str, *, hint: Text = "") -> Task:
        return Task(label=label, state=_("Completed"), url=self._url(page, act), hint=hint, done=True)

    def _not_due(self, label: str, page: str, act: str) -> Task:
        """Say from when the next supply could be dispensed; whoever wants to may do it sooner."""
        day = self.standing.may_be_supplied_from
        hint = _("The next supply can be dispensed from %s.") % date_format(day) if day else ""
        return Task(label=label, state=_("Not due yet"), url=self._url(page, act), hint=hint)

    def _later(self, label: str, hint: Text) -> Task:
        return Task(label=label, state=_("Cannot start yet"), tone="plain", hint=hint)

    def _url(self, page: str, act: str) -> str:
        """Give the address of a task's page to whoever carries its act."""
        if not self.may(f"patients.{act}"):
            return ""
        return reverse(f"prescribers:{page}", args=[self.standing.enrolment.id])


def _said(code: str) -> tuple[Text, Text, Text]:
    entry = words(code)
    return entry.title, entry.for_prescriber, entry.remedy
