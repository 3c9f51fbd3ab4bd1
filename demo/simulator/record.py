"""One simulated record: every row that is kept, and beside it the history in the words of the rulebook."""

import json
import random
from dataclasses import dataclass, field
from typing import Any

from demo.simulator.days import Clock, clock_of, iso
from demo.simulator.plan import Centre, Pharmacy, an_id
from demo.simulator.tables import Sheet
from demo.simulator.uses import Use
from foundation.checksymbols import ALPHABET, make_number
from rulebook.history import Dispensing

Facts = dict[str, Any]
SCAN_MINUTES = 30
NEW = {"supersedes_id": None, "supersedes_because": "", "entered_in_error": False}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who makes a row: a person at a place in a country."""

    person: str
    place: str
    country: str


@dataclass(frozen=True, slots=True)
class Written:
    """A prescription as it was written."""

    id: str
    day: int
    days: int
    capsules: int


@dataclass(slots=True)
class Record:
    """The rows of one patient as they come to be, and the facts that the counter would gather from them."""

    dice: random.Random
    centre: Centre
    programme: str
    substance: str
    zone: str
    """The zone of the programme, whose civil day every rule counts in."""
    certified: list[Facts]
    prescriber: str
    sheet: Sheet = field(default_factory=Sheet)
    patient: str = ""
    enrolment: str = ""
    treatment: str = ""
    card: str = ""
    version: int = 1
    places: int = 0
    """How many prescriptions there are."""
    open: Written | None = None
    closure: str | None = None
    given: str = ""
    """The last dispensing."""
    facts: Facts = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Rows that may be superseded, by their series."""

    read: list[Dispensing] = field(default_factory=list)
    """The dispensings as the rulebook reads them."""

    @property
    def clock(self) -> Clock:
        """Give the clock by which its days are counted."""
        return clock_of(self.zone)

    @property
    def desk(self) -> Staff:
        """Give the prescriber at the centre."""
        return Staff(self.prescriber, self.centre.id, self.centre.country)

    def at_counter(self, pharmacy: Pharmacy) -> Staff:
        """Give the pharmacist who stands at a counter."""
        return Staff(pharmacy.pharmacists[0], pharmacy.id, self.centre.country)

    def add(self, table: str, by: Staff, at: str, values: dict[str, Any], *, place: int = 0) -> str:
        """Add a row that begins a series; give its id."""
        own = an_id(self.dice)
        made = {"id": own, "series": own, **NEW, **_made(by, at)}
        self.sheet.add(table, made | values, place=place)
        return own

    def of_hers(self, table: str, by: Staff, at: str, values: dict[str, Any], *, place: int = 0) -> str:
        """Add a row of the enrolment."""
        return self.add(table, by, at, {"enrolment_id": self.enrolment} | values, place=place)

    def kept(self, table: str, by: Staff, at: str, values: dict[str, Any]) -> str:
        """Add a row that may be superseded later."""
        series = self.add(table, by, at, values)
        self.rows[series] = {"last": series} | values
        return series

    def supersede(self, table: str, by: Staff, at: str, series: str, because: str, changes: dict[str, Any]) -> str:
        """Add the row that takes the place of the last of a series."""
        own = an_id(self.dice)
        values = self.rows[series]
        made = {
            "id": own, "series": series, "supersedes_id": values["last"], "supersedes_because": because,
            "entered_in_error": False, **_made(by, at),
        }  # fmt: skip
        values.update(changes)
        self.sheet.add(table, made | values)
        values["last"] = own
        return own

    # --- the desk -----------------------------------------------------------------------------------------------

    def enrol(self, day: int, person: dict[str, Any], tokens: list[str]) -> None:
        """Register the patient and enrol her or him."""
        at, by = self.clock.at(day, 9 * 60), self.desk
        self.patient, subject = an_id(self.dice), an_id(self.dice)
        self.rows["patient"] = {"id": self.patient, "subject_id": subject, "created_at": at}
        self.add("patients_identity", by, at, {"subject_id": subject, "latin_name": "", "gender": "", **person})
        self.add("patients_reminderchoice", by, at, {"subject_id": subject, "channel": "none", "agreed_on": None})
        for token in tokens:
            self.sheet.add("patients_searchtoken", {"subject_id": subject, "token": token})
        self.grant(by, "enrolment", at, None)
        self.enrolment = self.add("patients_enrolment", by, at, {
            "patient_id": self.patient, "programme_id": self.programme, "centre_id": self.centre.id,
            "prescriber_id": self.prescriber, "enrolled_on": iso(day), "follows_id": None,
        })  # fmt: skip
        self.facts = {
            "case": self.enrolment, "programme": self.programme, "on": "",
            "patient": {"birth_date": person["birth_date"], "enrolled_on": iso(day), "withdrawn_on": None},
            "stops": [], "categories": [], "agreements": [], "cards": [], "contraception": [], "tests": [],
            "pregnancies": [], "treatment": None, "prescriber": {"certified": self.certified}, "prescriptions": [],
            "dispensings": [],
        }  # fmt: skip

    def grant(self, by: Staff, kind: str, at: str, until: str | None) -> None:
        """Let a place see her."""
        self.sheet.add("patients_accessgrant", {
            "id": an_id(self.dice), "patient_id": self.patient, "organisation_id": by.place, "country": by.country,
            "kind": kind, "from_at": at, "until_at": until, "granted_by_id": by.person,
        })  # fmt: skip

    def assess(self, day: int, category: str, criterion: str | None) -> None:
        """Set the category."""
        fact = {
            "assessed_on": iso(day), "category": category, "criterion": criterion,
            "specialist_confirmed": criterion == "premature_ovarian_failure",
        }  # fmt: skip
        self.of_hers("patients_categoryassessment", self.desk, self.clock.at(day, 9 * 60 + 10), fact | {
            "evidence": "Letter in the file" if criterion else "", "evidence_on": None, "evidence_by": "",
            "approval_id": None,
        })  # fmt: skip
        self.facts["categories"].append(fact)

    def sign(self, day: int, category: str, statements: list[str], form_version: str) -> None:
        """Sign the agreement of the category, on paper."""
        at, by = self.clock.at(day, 9 * 60 + 20), self.desk
        agreement = self.of_hers("patients_agreement", by, at, {
            "category": category, "signed_on": iso(day), "signed_how": "paper", "statements": statements,
            "form_version": form_version,
        })  # fmt: skip
        self.of_hers("patients_signature", by, at, {
            "agreement_id": agreement, "means": "paper", "typed_name": "", "file_reference": iso(day), "scan_id": None,
            "representative": "", "relation": "", "why_represented": "",
        })  # fmt: skip
        self.facts["agreements"].append({"signed_on": iso(day), "category": category})

    def treat(self, day: int, use: Use, *, declared: bool | None) -> None:
        """Record what is treated."""
        words = {
            "started_on": iso(day), "ended_on": None, "disease": use.disease,
            "partners": None if use.partners is None else list(use.partners),
            "prior_regimens": None if use.prior is None else [list(regimen) for regimen in use.prior],
            "progressed_on_last": use.progressed,
        }  # fmt: skip
        self.facts["treatment"] = words
        regimens = words["prior_regimens"]
        self.treatment = self.kept("patients_treatment", self.desk, self.clock.at(day, 9 * 60 + 30), words | {
            "enrolment_id": self.enrolment, "end_reason": "", "declared_off_label": declared,
            "prior_regimens": None if regimens is None else json.dumps(regimens),
            "off_label_reason": "Decided by the tumour board" if declared else "", "off_label_approval": "",
        })  # fmt: skip

    def end(self, day: int, why: str) -> None:
        """End the treatment."""
        self.facts["treatment"]["ended_on"] = iso(day)
        changes = {"ended_on": iso(day), "end_reason": why}
        self.supersede("patients_treatment", self.desk, self.clock.at(day, 12 * 60), self.treatment, "ended", changes)
        self.version += 1

    def give_card(self, day: int) -> None:
        """Issue a card."""
        number = make_number("".join(self.dice.choices(ALPHABET, k=10)))
        self.card = self.of_hers("patients_card", self.desk, self.clock.at(day, 9 * 60 + 40), {
            "number": number, "issued_on": iso(day), "follows_id": None,
        })  # fmt: skip
        self.facts["cards"].append({"id": self.card, "issued_on": iso(day), "revoked_on": None})

    def protect(self, day: int, method: str, *, since: int, until: int | None, confirmed: bool = False) -> str:
        """Record a method in use; give its series."""
        fact = {
            "method": method, "started_on": iso(since), "ended_on": None,
            "valid_until": None if until is None else iso(until), "confirmed": confirmed,
            "confirmed_on": [iso(day)] if method == "abstinence" else [],
        }  # fmt: skip
        self.facts["contraception"].append(fact)
        self.facts["contraception"].sort(key=lambda one: one["started_on"])
        at = self.clock.at(day, 9 * 60 + 50)
        series = self.kept("patients_contraception", self.desk, at, fact | {"patient_id": self.patient})
        self.rows[series]["fact"] = fact
        return series

    def protect_otherwise(self, day: int, series: str, because: str, **changes: Any) -> None:
        """Record that a method ended, or was confirmed again."""
        fact = self.rows[series].pop("fact")
        fact.update(changes)
        self.supersede("patients_contraception", self.desk, self.clock.at(day, 9 * 60 + 55), series, because, changes)
        self.rows[series]["fact"] = fact

    def test(self, day: int, sampled: int, result: str, sensitivity: int) -> str:
        """Record a pregnancy test; give its id."""
        fact = {
            "sampled_on": iso(sampled), "result": result, "sensitivity_miu_ml": sensitivity, "supervised": True,
        }  # fmt: skip
        tests = self.facts["tests"]
        tests.append(fact)
        if len(tests) > 1 and tests[-2]["sampled_on"] > fact["sampled_on"]:
            tests.sort(key=lambda one: one["sampled_on"])
        return self.add("patients_pregnancytest", self.desk, self.clock.at(day, 10 * 60), fact | {
            "patient_id": self.patient, "specimen": "urine",
        })  # fmt: skip

    def suspect(self, day: int, test: str) -> str:
        """Open the pregnancy record of a positive test; give its id."""
        self.facts["pregnancies"].append({"suspected_on": iso(day), "resolved_on": None})
        return self.add("patients_pregnancy", self.desk, self.clock.at(day, 10 * 60), {
            "patient_id": self.patient, "suspected_on": iso(day), "source_series": test, "why": "test: positive",
        })  # fmt: skip

    def tell_of_partner(self, day: int) -> None:
        """Keep that his partner may be pregnant; no rule reads it."""
        words = {"patient_id": self.patient, "known_on": iso(day), "words": "His partner has a positive test."}
        self.add("patients_partnerpregnancy", self.desk, self.clock.at(day, 10 * 60 + 20), words)
        self.version += 1

    def resolve(self, day: int, pregnancy: str, how: str, second: str) -> None:
        """Close a suspicion, two prescribers together."""
        self.facts["pregnancies"][-1]["resolved_on"] = iso(day)
        self.add("patients_pregnancyresolution", self.desk, self.clock.at(day, 11 * 60), {
            "patient_id": self.patient, "pregnancy_id": pregnancy, "resolved_on": iso(day), "how": how,
            "second_person_id": second,
        })  # fmt: skip
        self.version += 1

    def stop(self, day: int, why: str) -> str:
        """Interrupt the supply; give the series."""
        fact = {"from": iso(day), "until": None}
        self.facts["stops"].append(fact)
        values = {"enrolment_id": self.enrolment, "from_on": iso(day), "until_on": None, "why": why}
        self.version += 1
        return self.kept("patients_stop", self.desk, self.clock.at(day, 9 * 60 + 5), values)

    def resume(self, day: int, series: str) -> None:
        """End an interruption."""
        self.facts["stops"][-1]["until"] = iso(day)
        at = self.clock.at(day, 9 * 60 + 5)
        self.supersede("patients_stop", self.desk, at, series, "resumed", {"until_on": iso(day)})
        self.version += 1

    def prescribe(self, day: int, use: Use, days: int) -> Written:
        """Write a prescription; the one before it is replaced."""
        at, by = self.clock.at(day, 10 * 60 + 30), self.desk
        if self.open is not None:
            self.facts["prescriptions"][-1]["cancelled_on"] = iso(day)
            self.closure = self.of_hers("patients_prescriptionclosure", by, at, {
                "prescription_id": self.open.id, "closed_on": iso(day), "how": "replaced", "why": "",
            }, place=self.places)  # fmt: skip
        signs = "".join(self.dice.choices(ALPHABET, k=10))
        asked = draft_of(use, days)
        self.places += 1
        own = self.of_hers("patients_prescription", by, at, asked | {
            "treatment_id": self.treatment, "prescriber_id": self.prescriber,
            "authorisation_number": f"RX-{signs[:5]}-{signs[5:]}", "prescribed_on": iso(day),
            "follows_id": self.closure,
        }, place=self.places)  # fmt: skip
        self.facts["prescriptions"].append({"id": own, "prescribed_on": iso(day), **asked, "cancelled_on": None})
        self.open = Written(own, day, days, asked["capsules"])
        self.version += 1
        return self.open

    def visit(self, day: int, judged_as: str, test: str | None, side_effect: dict[str, Any] | None) -> None:
        """Keep the visit at which the open prescription was signed."""
        at, by, written = self.clock.at(day, 10 * 60 + 30), self.desk, self.open
        if side_effect is not None:
            self.of_hers("patients_sideeffecttold", by, at, side_effect | {"told_on": iso(day)})
        self.of_hers("patients_visit", by, at, {
            "visited_on": iso(day), "agreed_to": f"{judged_as}-plain-2026-11",
            "contraception_unchanged": True if judged_as == "childbearing" else None,
            "side_effects": side_effect is not None, "test_id": test, "prescription_id": written and written.id,
        })  # fmt: skip

    def withdraw(self, died: int) -> None:
        """End the enrolment with a death."""
        self.facts["patient"]["withdrawn_on"] = iso(died)
        self.of_hers("patients_withdrawal", self.desk, self.clock.at(died, 16 * 60), {
            "withdrawn_on": iso(died), "cause": "death", "died_on": iso(died), "why": "",
        })  # fmt: skip
        self.version += 1

    def finish(self) -> Sheet:
        """Write the patient's own row, with the version it reached, and give all rows."""
        self.sheet.add("patients_patient", self.rows["patient"] | {"version": self.version})
        return self.sheet


def _made(by: Staff, at: str) -> dict[str, Any]:
    return {"recorded_at": at, "recorded_by_id": by.person, "organisation_id": by.place, "country": by.country}


def draft_of(use: Use, days: int) -> dict[str, Any]:
    """Give what a prescription is for, as the rulebook reads it."""
    return {
        "days_supply": days, "capsules": use.capsules(days), "strength_mg": use.strength_mg,
        "daily_dose_mg": use.daily_dose_mg, "cycle_days": use.cycle_days, "intake_days": use.intake_days,
    }  # fmt: skip
