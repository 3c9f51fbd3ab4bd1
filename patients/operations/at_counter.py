"""What a pharmacist hears at the counter of a pregnancy: told at one press, and followed by others."""

import datetime as dt
from typing import Final

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import today_of_patient
from patients.models import PartnerPregnancy, Patient, Pregnancy
from patients.operations.partners import open_case_of_partner
from patients.operations.testing import open_suspicion_of
from patients.own_pregnancy import is_own_pregnancy

UNSAID: Final = "said at the pharmacy"
"""What stands in the record where the pharmacist wrote nothing: a stop waits for no words."""


@operation("patients.suspect_at_counter", guard=changes_record)
def suspect_at_counter(*, by: Actor, at: dt.datetime, patient: Patient, words: str) -> Pregnancy | PartnerPregnancy:
    """Stop the supply today of who can be pregnant; for another man open the case of his partner, which stops nothing.

    :param words: what was said; nothing holds up the stop.
    """
    said = words.strip() or UNSAID
    if is_own_pregnancy(patient=patient):
        return open_suspicion_of(by=by, at=at, patient=patient, why=said)
    today = today_of_patient(patient=patient, at=at)
    return open_case_of_partner(by=by, at=at, patient=patient, known_on=today, words=said)
