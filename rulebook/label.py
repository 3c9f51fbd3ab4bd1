"""Whether a treatment is within the label, a partner's label, or neither."""

from collections.abc import Iterator
from dataclasses import dataclass

from rulebook.days import age_on
from rulebook.history import Patient, Treatment
from rulebook.programme import Indication, Programme
from rulebook.words import LABEL_UNKNOWN, OFF_LABEL, ON_LABEL, PARTNER_LABEL


@dataclass(frozen=True, slots=True)
class LabelStatus:
    """The status of a treatment, and the indication or partner label that matched."""

    status: str
    matched: Indication | None


def label_status(patient: Patient, treatment: Treatment | None, programme: Programme) -> LabelStatus:
    """Compare a treatment with the indications and the partner labels, in the order of the file."""
    could_match = False
    for status, labels in ((ON_LABEL, programme.indications), (PARTNER_LABEL, programme.partner_labels)):
        for label in labels:
            matches = _matches(label, patient, treatment)
            if matches:
                return LabelStatus(status, label)
            could_match = could_match or matches is None
    return LabelStatus(LABEL_UNKNOWN if could_match else OFF_LABEL, None)


def _matches(label: Indication, patient: Patient, treatment: Treatment | None) -> bool | None:
    """Answer yes, no, or ``None``: no condition fails, but one at least cannot be told."""
    if treatment is None:
        return None
    untold = False
    for answer in _conditions(label, patient, treatment):
        if answer is False:
            return False
        untold = untold or answer is None
    return None if untold else True


def _conditions(label: Indication, patient: Patient, treatment: Treatment) -> Iterator[bool | None]:
    """Answer each condition that the label asks for; ``None`` where the fact is missing."""
    yield None if treatment.disease is None else treatment.disease == label.disease
    yield None if treatment.partners is None else treatment.partners == label.partners
    if label.min_age is not None:
        birth = patient.birth_date
        yield None if birth is None else age_on(birth, treatment.started_on) >= label.min_age
    regimens = treatment.prior_regimens
    if label.min_prior_regimens is not None:
        yield None if regimens is None else len(regimens) >= label.min_prior_regimens
    if label.max_prior_regimens is not None:
        yield None if regimens is None else len(regimens) <= label.max_prior_regimens
    if label.prior_includes is not None:
        had = None if regimens is None else frozenset[str]().union(*regimens)
        yield None if had is None else had.issuperset(label.prior_includes)
    if label.progressed_on_last:
        yield treatment.progressed_on_last
    if label.unrecorded_conditions:
        yield None
