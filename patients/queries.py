"""Questions about the record; every opening of a patient's record is written down here."""

import datetime as dt
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from audit.operations import write_read
from patients.access import sight
from patients.identity import subjects_named
from patients.merged import everybody_joined
from patients.models import (
    Agreement,
    CapsuleReturn,
    Card,
    CardRevocation,
    Category,
    CategoryAssessment,
    CategoryDecision,
    CategoryProposal,
    Contraception,
    Dispensing,
    Enrolment,
    LateEntry,
    Mode,
    Notice,
    NoticeAnswer,
    Override,
    PartnerPregnancy,
    Patient,
    PatientRecord,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    Prescription,
    PrescriptionClosure,
    Record,
    Sending,
    SideEffectTold,
    Signature,
    Stop,
    Transfer,
    TransferAnswer,
    Treatment,
    Verdict,
    Visit,
    Withdrawal,
)

OF_THE_ENROLMENT: Final[tuple[type[Record], ...]] = (
    CategoryAssessment, CategoryProposal, CategoryDecision, Agreement, Signature, Treatment, Stop, Card,
    CardRevocation, Prescription, PrescriptionClosure, Sending,
    Dispensing, Override, LateEntry, CapsuleReturn, Notice, NoticeAnswer, Withdrawal, Visit, SideEffectTold,
    Transfer, TransferAnswer,
)  # fmt: skip
OF_THE_PATIENT: Final[tuple[type[Record], ...]] = (
    Contraception, PregnancyTest, Pregnancy, PregnancyResolution, PartnerPregnancy,
)  # fmt: skip


def open_enrolment(*, by: Actor, at: dt.datetime, enrolment_id: UUID, act: str = "patients.read") -> Enrolment:
    """Open one patient's record in one programme, and write the look down.

    :raises NotVisible: when there is none within the actor's sight.
    """
    found = (
        visible_enrolments(by=by, at=at)
        .filter(id=enrolment_id)
        .select_related("patient", "programme", "centre")
        .first()
    )
    if found is None:
        raise NotVisible(_("There is no such record."))
    write_read(by=by, at=at, act=act, subjects=[found.patient_id])
    return found


def visible_enrolments(*, by: Actor, at: dt.datetime) -> QuerySet[Enrolment]:
    """List the enrolments of the patients within sight.

    The database lets no enrolment be superseded, so none is looked through for what supersedes it.
    """
    return Enrolment.objects.filter(entered_in_error=False, patient_id__in=sight(by=by, at=at).values("patient_id"))


def programmes_taken_part_in(*, patient: Patient) -> set[str]:
    """Give the ids of the programmes that a patient is in and has not left, wherever she is treated."""
    rows = Enrolment.objects.standing().filter(patient=patient, withdrawals__isnull=True)
    return set(rows.values_list("programme_id", flat=True))


def current_category(*, enrolment: Enrolment) -> CategoryAssessment | None:
    """Give the latest assessment; of two on one day, the one recorded later."""
    return (
        CategoryAssessment.objects.standing()
        .filter(enrolment=enrolment)
        .order_by("-assessed_on", "-recorded_at")
        .first()
    )


def open_proposal(*, enrolment: Enrolment) -> CategoryProposal | None:
    """Give the lower category that waits for a second prescriber; the database holds it to one."""
    found = CategoryProposal.objects.standing().filter(enrolment=enrolment, decision__isnull=True)
    return found.select_related("recorded_by", "replaces", "enrolment__patient", "enrolment__programme").first()


def last_decision(*, enrolment: Enrolment) -> CategoryDecision | None:
    """Give the decision that no further proposal followed yet."""
    return CategoryDecision.objects.filter(enrolment=enrolment, followed_by__isnull=True).first()


def is_of_a_man(*, enrolment: Enrolment) -> bool:
    """Say whether the category recorded last is a man's, of whom no pregnancy is tested or stops a supply."""
    category = current_category(enrolment=enrolment)
    return category is not None and category.category == Category.MALE


def current_version(*, patient: Patient) -> int:
    """Give the version that the patient's record has now."""
    return Patient.objects.values_list("version", flat=True).get(id=patient.id)


def current_treatment(*, enrolment: Enrolment) -> Treatment | None:
    """Give the treatment begun last."""
    return Treatment.objects.standing().filter(enrolment=enrolment).order_by("-started_on", "-recorded_at").first()


def open_prescription(*, enrolment: Enrolment) -> Prescription | None:
    """Give the one prescription that is neither cancelled nor replaced; the database holds it to one."""
    found: Prescription | None = (
        Prescription.objects.standing()
        .filter(enrolment=enrolment, closure__isnull=True)
        .select_related("treatment", "prescriber")
        .first()
    )
    if found is not None:
        found.enrolment = enrolment  # it is at hand, with whatever its caller has read of it
    return found


def methods_in_use(*, patient: Patient) -> list[Contraception]:
    """List the methods recorded without an end, the one begun last on top; whether they protect, the rulebook says."""
    found = Contraception.objects.standing().filter(patient=patient, ended_on__isnull=True)
    return list(found.order_by("-started_on", "-recorded_at"))


def last_test(*, patient: Patient) -> PregnancyTest | None:
    """Give the pregnancy test sampled last."""
    return PregnancyTest.objects.standing().filter(patient=patient).order_by("-sampled_on", "-recorded_at").first()


def last_prescription(*, enrolment: Enrolment) -> Prescription | None:
    """Give the prescription signed last, open or closed."""
    return Prescription.objects.standing().filter(enrolment=enrolment).order_by("-recorded_at").first()


def told_since_the_last_visit(*, enrolment: Enrolment) -> list[SideEffectTold]:
    """List the side effects told after the last visit that was signed, the latest first."""
    last = Visit.objects.standing().filter(enrolment=enrolment).order_by("-recorded_at").first()
    found = SideEffectTold.objects.standing().filter(enrolment=enrolment)
    if last is not None:
        found = found.filter(recorded_at__gt=last.recorded_at)
    return list(found.order_by("-recorded_at"))


def valid_card(*, enrolment: Enrolment) -> Card | None:
    """Give the card that is not revoked."""
    return Card.objects.standing().filter(enrolment=enrolment, revocation__isnull=True).first()


def signature_with_scan(*, enrolment: Enrolment, row_id: UUID) -> Signature | None:
    """Find a signature of this record by its id, with the bytes of its scan."""
    return Signature.objects.filter(id=row_id, enrolment=enrolment).select_related("scan").first()


def running_treatment(*, enrolment: Enrolment) -> Treatment | None:
    """Give the treatment that has not ended."""
    return Treatment.objects.standing().filter(enrolment=enrolment, ended_on__isnull=True).first()


def running_stop(*, enrolment: Enrolment) -> Stop | None:
    """Give the interruption that has no end yet."""
    found = Stop.objects.standing().filter(enrolment=enrolment, until_on__isnull=True)
    return found.order_by("-from_on").first()


def open_suspicion(*, patient: Patient) -> Pregnancy | None:
    """Give the suspicion of pregnancy that nobody has closed, the oldest of several."""
    found = Pregnancy.objects.standing().filter(patient=patient, resolutions__isnull=True)
    return found.order_by("recorded_at").first()


def has_suspicion(*, enrolment: Enrolment) -> bool:
    """Say whether a pregnancy of hers, or of his partner, was ever suspected on any record of the person."""
    patients = everybody_joined(patient_id=enrolment.patient_id)
    kinds: tuple[type[Record], ...] = (Pregnancy, PartnerPregnancy)
    return any(kind.objects.standing().filter(patient_id__in=patients).exists() for kind in kinds)


def record_row(*, enrolment: Enrolment, kind: type[Record], row_id: UUID) -> Record:
    """Find one row of this record by its id, superseded or not.

    :raises NotVisible: when the record has no such row.
    """
    owner = {"patient": enrolment.patient_id} if issubclass(kind, PatientRecord) else {"enrolment": enrolment}
    found: Record | None = kind.objects.filter(id=row_id, **owner).first()
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def rows_of_record(*, enrolment: Enrolment) -> list[Record]:
    """List every row of a record, superseded ones too, the latest first, in one query a table."""
    owners: list[tuple[tuple[type[Record], ...], Q]] = [
        (OF_THE_ENROLMENT, Q(enrolment=enrolment)),
        (OF_THE_PATIENT, Q(patient=enrolment.patient_id)),
    ]
    found: list[Record] = []
    for kinds, own in owners:
        for kind in kinds:
            found += kind.objects.filter(own).select_related("recorded_by", "superseded_by", "organisation")
    return sorted(found, key=lambda row: (row.recorded_at, str(row.id)), reverse=True)


def patients_named(*, words: str, among: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Keep the enrolments of patients whose names have a word beginning with each of the words."""
    subjects = subjects_named(words=words)
    return among.none() if subjects is None else among.filter(patient__subject_id__in=subjects)


def capsules_given(*, prescription: Prescription) -> int:
    """Count the capsules dispensed on a prescription."""
    given = Dispensing.objects.standing().filter(prescription=prescription)
    return given.aggregate(total=Sum("capsules"))["total"] or 0


def told_no_before(*, entry: LateEntry) -> Verdict | None:
    """Give the last no that a pharmacy had about a prescription before it entered a supply on it late, if it had one.

    Whoever was told no and then enters a supply that nobody could be asked about is to be asked about that.
    """
    prescription = entry.verdict.prescription
    if prescription is None:
        return None
    noes = Verdict.objects.filter(
        enrolment=entry.enrolment_id, pharmacy=entry.verdict.pharmacy_id, dispense=False, refusal="",
        at__range=(prescription.recorded_at, entry.recorded_at),
    )  # fmt: skip
    return noes.exclude(mode=Mode.LATE).order_by("-at").first()
