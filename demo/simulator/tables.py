"""The tables that a simulated life fills, their columns, and the order in which PostgreSQL takes the rows in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

MADE = (
    "id", "series", "supersedes_id", "supersedes_because", "entered_in_error", "recorded_at", "recorded_by_id",
    "organisation_id", "country",
)  # fmt: skip
"""What every row of the record says of its making."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "patients_patient": ("id", "subject_id", "version", "created_at"),
    "patients_identity": (
        *MADE, "subject_id", "family_name", "given_name", "latin_name", "birth_date", "sex", "gender", "language",
        "time_zone",
    ),
    "patients_reminderchoice": (*MADE, "subject_id", "channel", "agreed_on"),
    "patients_searchtoken": ("subject_id", "token"),
    "patients_accessgrant": (
        "id", "patient_id", "organisation_id", "country", "kind", "from_at", "until_at", "granted_by_id",
    ),
    "patients_enrolment": (
        *MADE, "patient_id", "programme_id", "centre_id", "prescriber_id", "enrolled_on", "follows_id",
    ),
    "patients_categoryassessment": (
        *MADE, "enrolment_id", "assessed_on", "category", "criterion", "specialist_confirmed", "evidence",
        "evidence_on", "evidence_by", "approval_id",
    ),
    "patients_agreement": (
        *MADE, "enrolment_id", "category", "signed_on", "signed_how", "statements", "form_version",
    ),
    "patients_signature": (
        *MADE, "enrolment_id", "agreement_id", "means", "typed_name", "file_reference", "scan_id", "representative",
        "relation", "why_represented",
    ),
    "patients_treatment": (
        *MADE, "enrolment_id", "started_on", "ended_on", "end_reason", "disease", "partners", "prior_regimens",
        "progressed_on_last", "declared_off_label", "off_label_reason", "off_label_approval",
    ),
    "patients_stop": (*MADE, "enrolment_id", "from_on", "until_on", "why"),
    "patients_contraception": (
        *MADE, "patient_id", "method", "started_on", "ended_on", "valid_until", "confirmed", "confirmed_on",
    ),
    "patients_pregnancy": (*MADE, "patient_id", "suspected_on", "source_series", "why"),
    "patients_pregnancytest": (
        *MADE, "patient_id", "sampled_on", "result", "specimen", "sensitivity_miu_ml", "supervised",
    ),
    "patients_pregnancyresolution": (*MADE, "patient_id", "pregnancy_id", "resolved_on", "how", "second_person_id"),
    "patients_partnerpregnancy": (*MADE, "patient_id", "known_on", "words"),
    "patients_card": (*MADE, "enrolment_id", "number", "issued_on", "follows_id"),
    "patients_prescription": (
        *MADE, "enrolment_id", "treatment_id", "prescriber_id", "authorisation_number", "prescribed_on", "days_supply",
        "capsules", "strength_mg", "daily_dose_mg", "cycle_days", "intake_days", "follows_id",
    ),
    "patients_prescriptionclosure": (*MADE, "enrolment_id", "prescription_id", "closed_on", "how", "why"),
    "patients_visit": (
        *MADE, "enrolment_id", "visited_on", "agreed_to", "contraception_unchanged", "side_effects", "test_id",
        "prescription_id",
    ),
    "patients_sideeffecttold": (
        *MADE, "enrolment_id", "told_on", "words", "serious", "began_on", "now_is", "led_to", "capsules",
    ),
    "patients_verdict": (
        "id", "at", "on", "mode", "dispense", "refusal", "asked_by_id", "pharmacy_id", "country", "centre_id",
        "card_id", "enrolment_id", "prescription_id", "capsules", "programme_id", "programme_version", "substance",
        "category", "judged_as", "exempt", "label", "indication", "reasons", "advice", "facts", "regime",
        "regime_set_id", "moved", "overruled",
    ),
    "patients_override": (*MADE, "enrolment_id", "verdict_id", "why", "words", "second_person_id"),
    "patients_lateentry": (
        *MADE, "enrolment_id", "verdict_id", "happened_at", "why", "words", "second_person_id", "facts_then",
    ),
    "patients_dispensing": (
        *MADE, "enrolment_id", "prescription_id", "verdict_id", "dispensed_on", "capsules", "days", "batch",
        "counselled", "why_unscanned",
    ),
    "patients_capsulereturn": (
        *MADE, "enrolment_id", "dispensing_id", "completes_id", "returned_on", "capsules", "how", "why",
    ),
    "patients_notice": (*MADE, "enrolment_id", "verdict_id", "prescriber_id"),
    "patients_noticeanswer": (*MADE, "enrolment_id", "notice_id", "words"),
    "patients_withdrawal": (*MADE, "enrolment_id", "withdrawn_on", "cause", "died_on", "why"),
}  # fmt: skip
"""Every column of every table: whatever a model has, a simulated row says (a test holds the two together)."""

CHAINED = ("patients_prescription", "patients_prescriptionclosure")
"""Each prescription but the first follows a closure, and each closure a prescription: they go in by turns."""

FALSE, TRUE, NOTHING = "f", "t", "\\N"


def as_text(value: Any) -> str:
    """Write a value as COPY reads it; text is trusted to hold no tab, line break or backslash."""
    if isinstance(value, str):
        return value
    if value is None:
        return NOTHING
    if value is True:
        return TRUE
    if value is False:
        return FALSE
    if isinstance(value, list | tuple):
        return "{" + ",".join(value) + "}"
    return str(value)


@dataclass(slots=True)
class Sheet:
    """The rows of some lives, by table; chained tables by their place in the chain too."""

    rows: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def add(self, table: str, values: dict[str, Any], *, place: int = 0) -> None:
        """Add one row; every column must be said.

        :raises KeyError: when a column is not.
        """
        said = [values[column] for column in COLUMNS[table]]
        line = "\t".join([one if type(one) is str else as_text(one) for one in said])
        self.rows.setdefault((table, place), []).append(line)

    def absorb(self, other: "Sheet") -> None:
        """Add the rows of another sheet after one's own."""
        for key, lines in other.rows.items():
            self.rows.setdefault(key, []).extend(lines)

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return sum(len(lines) for (name, _place), lines in self.rows.items() if name == table)

    def in_order(self) -> Iterator[tuple[str, list[str]]]:
        """Give the rows table by table, what others point to first."""
        for table in COLUMNS:
            if table == CHAINED[0]:
                yield from self._by_turns()
            elif table not in CHAINED and (table, 0) in self.rows:
                yield table, self.rows[table, 0]

    def _by_turns(self) -> Iterator[tuple[str, list[str]]]:
        places: Iterable[int] = sorted({place for table, place in self.rows if table in CHAINED})
        for place in places:
            for table in CHAINED:
                if (table, place) in self.rows:
                    yield table, self.rows[table, place]
