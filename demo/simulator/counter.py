"""The questions put to the rulebook about a simulated record, and the rows that its answers leave at the counter."""

import json
from typing import Any

from demo.simulator.days import iso
from demo.simulator.plan import Pharmacy, an_id
from demo.simulator.question import question_of
from demo.simulator.record import SCAN_MINUTES, Facts, Record, Staff, draft_of
from demo.simulator.uses import Use
from rulebook import Programmes, Verdict, judge

DRAFT = "draft"
EVERYTHING_NORMAL: dict[str, Any] = {"regime": "normal", "regime_set_id": None, "moved": [], "overruled": []}


def asked_to_prescribe(*, record: Record, programmes: Programmes, day: int, use: Use, days: int) -> Verdict:
    """Ask whether a prescription may be written on a day, as the desk asks before it is signed."""
    draft = draft_of(use, days)
    asked = {"id": DRAFT, "prescribed_on": iso(day), **draft, "cancelled_on": None}
    facts = record.facts | {
        "on": iso(day),
        "ask": "prescribe",
        "prescription": DRAFT,
        "capsules": draft["capsules"],
        "prescriptions": [asked],
    }
    return judge(question_of(facts=facts, known=record.read), programmes)


class Counter:
    """One pharmacy's counter, where a card is shown."""

    def __init__(self, *, record: Record, pharmacy: Pharmacy, registered: list[Facts], programmes: Programmes) -> None:
        self._record = record
        self._pharmacy = pharmacy
        self._registered = registered
        self._programmes = programmes
        self._answered: tuple[Any, Verdict, str] | None = None

    @property
    def _by(self) -> Staff:
        return self._record.at_counter(self._pharmacy)

    def check(self, day: int, minute: int, capsules: int) -> Verdict:
        """Show the card: the answer is kept, and sight of her is open for a while."""
        verdict, facts = self._ask(day, capsules)
        at = self._record.clock.at(day, minute)
        self._keep("check", at, day, capsules, verdict, facts)
        if "pharmacy_not_registered" not in verdict.reasons:
            self._record.grant(self._by, "card_scan", at, self._record.clock.at(day, minute + SCAN_MINUTES))
        return verdict

    def dispense(self, day: int, minute: int, capsules: int, given: int) -> Verdict:
        """Ask again and, on a yes, hand the capsules over.

        :param given: what was dispensed on the prescription before.
        """
        verdict, facts = self._ask(day, capsules)
        at = self._record.clock.at(day, minute)
        kept = self._keep("dispense", at, day, capsules, verdict, facts)
        if verdict.dispense:
            self._hand_over(kept, at, day, capsules, given)
        return verdict

    def enter_late(self, day: int, minute: int, capsules: int, given: int) -> Verdict:
        """Enter in the evening what was handed over at noon while the registry did not answer.

        Nothing was recorded in between, so that what holds and what was known then are the same facts.
        """
        verdict, facts = self._ask(day, capsules)
        happened, at = self._record.clock.at(day, minute), self._record.clock.at(day, 19 * 60)
        kept = self._keep("late", at, day, capsules, verdict, facts)
        self._record.of_hers("patients_lateentry", self._by, at, {
            "verdict_id": kept, "happened_at": happened, "why": "no_answer", "words": "No answer at noon.",
            "second_person_id": self._pharmacy.pharmacists[1], "facts_then": facts,
        })  # fmt: skip
        self._hand_over(kept, at, day, capsules, given)
        return verdict

    def overrule(self, day: int, minute: int, capsules: int, given: int, reasons: frozenset[str]) -> Verdict:
        """Dispense against reasons that two people of the pharmacy overrule."""
        verdict, facts = self._ask(day, capsules, moved=reasons)
        at = self._record.clock.at(day, minute)
        overruled = [code for code in verdict.advice if code in reasons] if verdict.dispense else []
        kept = self._keep("dispense", at, day, capsules, verdict, facts, overruled=overruled)
        if verdict.dispense:
            self._record.of_hers("patients_override", self._by, at, {
                "verdict_id": kept, "why": "nothing_left", "words": "The last capsule was taken today.",
                "second_person_id": self._pharmacy.pharmacists[1],
            })  # fmt: skip
            self._hand_over(kept, at, day, capsules, given)
        return verdict

    def take_back(self, day: int, minute: int) -> None:
        """Record that the last supply was never collected: all of it is in the pharmacy still."""
        record, fact = self._record, self._record.facts["dispensings"][-1]
        fact["returned_on"] = iso(day)
        del record.read[len(record.facts["dispensings"]) - 1 :]
        record.of_hers("patients_capsulereturn", self._by, record.clock.at(day, minute), {
            "dispensing_id": record.given, "completes_id": record.given, "returned_on": iso(day),
            "capsules": fact["capsules"], "how": "not_collected", "why": "The patient never came for it.",
        })  # fmt: skip
        record.version += 1

    def refuse(self, day: int, minute: int, refusal: str) -> None:
        """Keep a refusal of the counter's own."""
        record, at = self._record, self._record.clock.at(day, minute)
        said = {
            "dispense": False, "refusal": refusal, "prescription_id": None, "capsules": None, "programme_version": "",
            "category": "", "judged_as": "", "exempt": False, "label": "", "indication": "", "reasons": [],
            "advice": [], "facts": "{}",
        }  # fmt: skip
        record.sheet.add("patients_verdict", self._place("check", at, day) | EVERYTHING_NORMAL | said)

    def tell(self, day: int, minute: int, answered: int | None) -> None:
        """Send the last no to the prescriber, who answers on some day or never."""
        record, at = self._record, self._record.clock.at(day, minute)
        notice = record.of_hers("patients_notice", self._by, at, {
            "verdict_id": record.rows["verdict"]["id"], "prescriber_id": record.prescriber,
        })  # fmt: skip
        if answered is not None:
            record.of_hers(
                "patients_noticeanswer",
                record.desk,
                record.clock.at(answered, 9 * 60),
                {"notice_id": notice, "words": "She comes again this week."},
            )

    def _ask(self, day: int, capsules: int, moved: frozenset[str] = frozenset()) -> tuple[Verdict, str]:
        """Ask; the same question about a record that did not change meanwhile has the same answer."""
        record = self._record
        assert record.open is not None  # nobody shows a card here before something was prescribed
        asked = (day, capsules, moved, record.open.id, record.version)
        if self._answered is not None and self._answered[0] == asked:
            return self._answered[1:]
        facts = record.facts | {
            "on": iso(day),
            "prescription": record.open.id,
            "capsules": capsules,
            "card": record.card,
            "pharmacy": {"registered": self._registered},
        }
        question = question_of(facts=facts, known=record.read)
        verdict = judge(question, self._programmes, moved=moved)
        if moved and not verdict.dispense:
            verdict = judge(question, self._programmes)
        self._answered = asked, verdict, json.dumps(facts, separators=(",", ":"))
        return self._answered[1:]

    def _keep(
        self,
        mode: str,
        at: str,
        day: int,
        capsules: int,
        verdict: Verdict,
        facts: str,
        overruled: list[str] | None = None,
    ) -> str:
        """Keep an answer with the facts that it was given."""
        record = self._record
        own = self._place(mode, at, day)
        record.sheet.add("patients_verdict", own | EVERYTHING_NORMAL | {
            "dispense": verdict.dispense, "refusal": "", "prescription_id": record.open and record.open.id,
            "capsules": capsules, "programme_version": verdict.programme, "category": verdict.category or "",
            "judged_as": verdict.judged_as or "", "exempt": verdict.exempt, "label": verdict.label,
            "indication": verdict.indication or "", "reasons": verdict.reasons, "advice": verdict.advice,
            "facts": facts, "overruled": overruled or [],
        })  # fmt: skip
        record.rows["verdict"] = {"id": own["id"]}
        return str(own["id"])

    def _place(self, mode: str, at: str, day: int) -> dict[str, Any]:
        record, by = self._record, self._by
        return {
            "id": an_id(record.dice), "at": at, "on": iso(day), "mode": mode, "asked_by_id": by.person,
            "pharmacy_id": by.place, "country": by.country, "centre_id": record.centre.id, "card_id": record.card,
            "enrolment_id": record.enrolment, "programme_id": record.programme, "substance": record.substance,
        }  # fmt: skip

    def _hand_over(self, verdict: str, at: str, day: int, capsules: int, given: int) -> None:
        """Keep the dispensing that stands on an answer."""
        record, written = self._record, self._record.open
        assert written is not None
        days = days_of_part(written.days, written.capsules, given, capsules)
        record.given = record.of_hers("patients_dispensing", self._by, at, {
            "prescription_id": written.id, "verdict_id": verdict, "dispensed_on": iso(day), "capsules": capsules,
            "days": days, "batch": f"{record.substance[:2].upper()}{day % 97:02}", "counselled": True,
            "why_unscanned": "",
        })  # fmt: skip
        record.facts["dispensings"].append({
            "prescription": written.id, "dispensed_on": iso(day), "capsules": capsules, "days": days,
            "returned_on": None,
        })  # fmt: skip
        record.version += 1


def days_of_part(days: int, whole: int, given: int, capsules: int) -> int:
    """Count the days of a part in proportion, rounded up over all parts together, as the record does."""

    def upto(count: int) -> int:
        return -(-days * count // whole)

    return upto(given + capsules) - upto(given)
