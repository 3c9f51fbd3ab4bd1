"""What the safety desk pulls from the record: every pregnancy record, of every country, so that none is lost."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.refusals import NotVisible
from patients.merged import everybody_joined
from patients.models import Enrolment, PartnerPregnancy, Pregnancy, PregnancyResolution, SideEffectTold
from programmes.queries import civil_day
from rulebook.clocks import SAME_MATTER_WITHIN
from safety.followed import Followed, Suspicion, follow_all
from safety.models import (
    Case,
    CaseAnswer,
    CaseQuestion,
    CaseReview,
    CaseVersion,
    PassedOn,
    PregnancyOutcome,
    Rejection,
    ReportDraft,
    SafetyMessage,
    SetAside,
    SideEffectReport,
    Source,
)
from safety.sources import standing_row
from safety.versions import today_for

Told: TypeAlias = Pregnancy | PartnerPregnancy | PregnancyOutcome | SideEffectReport | CaseQuestion
"""What a form may be about: a suspicion, an outcome that is corrected, a report that is completed, a question."""

PREGNANCIES: Final = (Source.PREGNANCY, Source.PARTNER)
TO_BE_PASSED_ON: Final = Q(reviewed=True, passed_on=False) & (Q(nullified=False) | Q(ever_passed_on=True))
"""What is reviewed and not passed on; a case that was nullified before anybody heard of it is nobody's to hear of."""

ANSWERED: Final = Q(answered_at__gt=F("told_at"))
"""A question was answered, and no version has followed yet."""


def pregnancies() -> QuerySet[Pregnancy]:
    """List the suspicions, the latest first, each with the resolution that stands, if there is one."""
    standing = PregnancyResolution.objects.standing()
    return (
        Pregnancy.objects.standing()
        .filter(organisation__practice_of__isnull=True)  # nobody follows up what was only practised
        .select_related("patient", "organisation")
        .prefetch_related(Prefetch("resolutions", queryset=standing, to_attr="resolved"))
        .order_by("-suspected_on", "-recorded_at", "id")
    )


def partner_cases() -> QuerySet[PartnerPregnancy]:
    """List the suspicions of men's partners, the latest first."""
    return (
        PartnerPregnancy.objects.standing()
        .filter(organisation__practice_of__isnull=True)
        .select_related("patient")
        .order_by("-known_on", "-recorded_at", "id")
    )


def side_effects_told() -> QuerySet[SideEffectTold]:
    """List the side effects as patients told them, the latest first, the serious ones of a day on top."""
    return (
        SideEffectTold.objects.standing()
        .filter(organisation__practice_of__isnull=True)
        .select_related("enrolment__patient", "enrolment__programme")
        .order_by("-told_on", "-serious", "-recorded_at", "id")
    )


def report_of_the_same(
    *, enrolment: Enrolment, place_id: UUID, event: tuple[str, str, dt.date | None]
) -> SideEffectReport | None:
    """Give what a place reported of the same event: the same words or reaction, begun on the same day, or both undated.

    :param event: words in lower case, code of the reaction or nothing, the day on which it began.
    """
    words, reaction, began_on = event
    same = Q(words__iexact=words) | (Q(reaction=reaction) if reaction else Q())
    found = SideEffectReport.objects.standing().filter(same, enrolment=enrolment, organisation_id=place_id)
    return found.filter(began_on=began_on).order_by("recorded_at").first()


def reports_of_a_place(*, enrolment: Enrolment, place_id: UUID) -> QuerySet[SideEffectReport]:
    """List what one place reported of a patient, the latest first."""
    found = SideEffectReport.objects.standing().filter(enrolment=enrolment, organisation_id=place_id)
    return found.order_by("-recorded_at", "id")


def report_of(*, enrolment: Enrolment, row_id: UUID) -> SideEffectReport:
    """Give one report of a patient as it stands, whoever made it.

    :raises NotVisible: when there is none.
    """
    found = SideEffectReport.objects.standing().filter(enrolment=enrolment, id=row_id)
    row: SideEffectReport | None = found.select_related("enrolment__programme", "enrolment__patient").first()
    if row is None:
        raise NotVisible(_("There is no such record."))
    return row


def drafts_of(
    *, by: Actor, form: str, enrolment: Enrolment | None = None, matter: UUID | None = None
) -> QuerySet[ReportDraft]:
    """List what this person has begun in one form and not sent: of one matter, or of a new side effect of this patient.

    :param form: one of :class:`~safety.models.KeptAs`.
    """
    kept = ReportDraft.objects.filter(author_id=by.person_id, organisation_id=by.place_id, form=form, matter=matter)
    return kept.filter(enrolment=enrolment) if matter is None else kept


def matter_of_draft(*, about: Told | Case | None) -> UUID | None:
    """Give what a draft is found by: the series of a row that is told in versions, else the row's own id."""
    return about.id if isinstance(about, Case | CaseQuestion) else about.series if about else None


def draft_of(
    *, by: Actor, form: str, enrolment: Enrolment | None = None, matter: UUID | None = None
) -> ReportDraft | None:
    """Give it, if there is one; the latest of a person who has two records."""
    return drafts_of(enrolment=enrolment, by=by, form=form, matter=matter).order_by("-kept_at").first()


def cases() -> QuerySet[Any]:
    """List all cases with what their last version says, the one due first on top."""
    last = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    reviews = CaseReview.objects.filter(version=OuterRef("pk"))
    answers = CaseAnswer.objects.filter(question__case=OuterRef("pk")).order_by("-answered_at")
    sent = PassedOn.objects.not_rejected().filter(version=OuterRef("pk"))
    refused = Rejection.objects.filter(passed_on__version=OuterRef("pk")).order_by("-acknowledgement__read_at")
    return (
        Case.objects.annotate(
            due_on=Subquery(last.values("due_on")[:1]),
            told=Subquery(last.values("facts")[:1]),
            serious=Subquery(last.values("serious")[:1]),
            nullified=Subquery(last.values("nullified")[:1]),
            author=Subquery(last.values("written_by_id")[:1]),
            reviewed=Subquery(last.annotate(has=Exists(reviews)).values("has")[:1]),
            passed_on=Subquery(last.annotate(has=Exists(sent)).values("has")[:1]),
            last_number=Subquery(last.values("number")[:1]),
            told_at=Subquery(last.values("written_at")[:1]),
            answered_at=Subquery(answers.values("answered_at")[:1]),
            refused=Subquery(last.annotate(words=Subquery(refused.values("words")[:1])).values("words")[:1]),
            ever_passed_on=Exists(PassedOn.objects.not_rejected().filter(version__case=OuterRef("pk"))),
        )
        .select_related("programme")
        .order_by("due_on", "opened_at", "id")
    )


def inbox() -> QuerySet[Any]:
    """List the cases that somebody has to do something about: write, review, pass on, or read an answer."""
    return cases().filter(Q(reviewed=False) | TO_BE_PASSED_ON | ANSWERED)


def set_aside() -> list[SetAside]:
    """List what no task could make into a case, or draft anew; what was reported first is on top."""
    return list(SetAside.objects.order_by("recorded_at", "id"))


def to_be_passed_on() -> list[CaseVersion]:
    """List the last versions that are reviewed and wait to be passed on, the one due first on top."""
    waiting = [one.id for one in cases().filter(TO_BE_PASSED_ON)]
    last = CaseVersion.objects.filter(case__in=waiting).order_by("case_id", "-number").distinct("case_id")
    rows = CaseVersion.objects.filter(id__in=last.values("id")).select_related("case", "review")
    return list(rows.order_by("due_on", "written_at", "id"))


def questions_of(*, case: Case) -> list[CaseQuestion]:
    """List what was asked about a case, the latest on top."""
    rows = CaseQuestion.objects.filter(case=case).select_related("answer", "asked_by")
    return list(rows.order_by("-asked_at"))


def questions_about(*, enrolment: Enrolment, by: Actor) -> list[CaseQuestion]:
    """List what the desk asked about a patient, what is not answered yet on top; a pharmacy sees what it was asked."""
    patients = everybody_joined(patient_id=enrolment.patient_id)
    rows = CaseQuestion.objects.filter(enrolment__patient_id__in=patients).select_related("answer")
    if by.role == Role.PHARMACIST:
        rows = rows.filter(pharmacy_id=by.place_id)
    return sorted(rows.order_by("-asked_at"), key=lambda one: hasattr(one, "answer"))


def question_of(*, enrolment: Enrolment, by: Actor, row_id: UUID) -> CaseQuestion:
    """Give one question about a patient.

    :raises NotVisible: when it is none of hers, or was asked of another pharmacy.
    """
    for one in questions_about(enrolment=enrolment, by=by):
        if one.id == row_id:
            return one
    raise NotVisible(_("There is no such record."))


def messages_kept() -> QuerySet[SafetyMessage]:
    """List every message, the latest on top; the bytes stay where they are."""
    kept = SafetyMessage.objects.defer("body").prefetch_related("passed_on", "read_into", "acknowledgements")
    return kept.order_by("-made_at", "-id")


def message_of(*, message_id: UUID) -> SafetyMessage:
    """Give one message.

    :raises NotVisible: when there is none.
    """
    found = SafetyMessage.objects.filter(id=message_id).first()
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def case_of(*, case_id: UUID) -> Any:
    """Give one case with what its last version says.

    :raises NotVisible: when there is none.
    """
    row = cases().filter(id=case_id).first()
    if row is None:
        raise NotVisible(_("There is no such record."))
    return row


def versions_of(*, case: Case) -> list[CaseVersion]:
    """List how a case was told, the last version on top."""
    rows = CaseVersion.objects.filter(case=case).select_related("written_by", "review__reviewed_by")
    return list(rows.order_by("-number"))


def possible_duplicates(*, case: Any) -> list[Any]:
    """Propose the cases that may tell of the same: of the same person, a pregnancy or not alike, known about as long.

    Whether they are, a person decides. A case from elsewhere is compared by its worldwide number.
    """
    others = cases().exclude(id=case.id).filter(nullified=False)
    if case.patient_id is None:
        number = case.told.get("worldwide_number", "")
        return list(others.filter(told__worldwide_number=number)) if number else []
    near = (case.day_zero - SAME_MATTER_WITHIN, case.day_zero + SAME_MATTER_WITHIN)
    same = Q(source__in=PREGNANCIES) if case.is_pregnancy else ~Q(source__in=PREGNANCIES)
    if case.source == Source.CHILD:
        same &= ~Q(source=Source.CHILD)  # a twin is another child
    return list(others.filter(same, patient_id__in=everybody_joined(patient_id=case.patient_id), day_zero__range=near))


def belonging(*, case: Case) -> list[Any]:
    """List the cases that belong to one of a pregnancy or of its child: the others of the same pregnancy (C.1.10.r)."""
    if case.source == Source.CHILD:
        matters = PregnancyOutcome.objects.filter(series=case.source_series).values("matter")
    elif case.is_pregnancy:
        matters = PregnancyOutcome.objects.filter(matter=case.source_series).values("matter")
    else:
        return []
    children = PregnancyOutcome.objects.filter(matter__in=matters).values("series")
    same = Q(source__in=PREGNANCIES, source_series__in=matters) | Q(source=Source.CHILD, source_series__in=children)
    return list(cases().filter(same, nullified=False).exclude(id=case.id))


def cases_of(*, series: Iterable[UUID]) -> dict[UUID, UUID]:
    """Give the cases of some pregnancies, by the series of the suspicion, where they have one."""
    found = Case.objects.filter(source__in=PREGNANCIES, source_series__in=list(series))
    return dict(found.values_list("source_series", "id"))


def overdue_pregnancies(*, at: dt.datetime) -> list[Followed]:
    """List the pregnancies whose next step is late by the civil day of their programme, hers and those of partners."""
    open_ones = [
        *Pregnancy.objects.standing().filter(organisation__practice_of__isnull=True),
        *PartnerPregnancy.objects.standing().filter(organisation__practice_of__isnull=True),
    ]
    return [one for one in follow_all(suspicions=open_ones) if _is_late(one, at)]


def _is_late(one: Followed, at: dt.datetime) -> bool:
    steps = one.plan
    return bool(steps) and steps[0].due_on < civil_day(programme=one.enrolment.programme, at=at)


def overdue_cases(*, at: dt.datetime) -> list[Any]:
    """List the cases that had to be passed on by a day that is over, each by the clock of its programme."""
    open_ones = cases().filter(Q(reviewed=False) | TO_BE_PASSED_ON, due_on__lte=at.astimezone(dt.UTC).date())
    return [one for one in open_ones if one.due_on < today_for(case=one, at=at)]


def late_when_opened(*, today: dt.date, at: dt.datetime) -> int:
    """Count the cases opened since yesterday that were overdue then or are now; within a day it only grows."""
    begin = dt.datetime.combine(today, dt.time(), dt.UTC) - dt.timedelta(days=1)
    opened = CaseVersion.objects.filter(number=1, case__opened_at__gte=begin, case__opened_at__lte=at)
    return opened.filter(due_on__lt=today).count()


def pregnancy_cases_in(*, country: str) -> QuerySet[Any]:
    """List the cases of pregnancies in a country with what their last version says, the latest on top."""
    return cases().filter(source__in=PREGNANCIES, country=country).order_by("-day_zero", "-opened_at", "id")


def suspicions_behind(*, cases: Iterable[Case]) -> list[Suspicion]:
    """List what stands in the record behind some cases of pregnancies."""
    series = [one.source_series for one in cases]
    hers = Pregnancy.objects.standing().filter(series__in=series).select_related("patient")
    return [*hers, *PartnerPregnancy.objects.standing().filter(series__in=series).select_related("patient")]


def suspicions_of(*, enrolment: Enrolment) -> list[Suspicion]:
    """List what stands of a patient's pregnancies and those of his partners, on all records of the person."""
    patients = everybody_joined(patient_id=enrolment.patient_id)
    hers = Pregnancy.objects.standing().filter(patient_id__in=patients).select_related("patient")
    of_partners = PartnerPregnancy.objects.standing().filter(patient_id__in=patients).select_related("patient")
    return sorted([*hers, *of_partners], key=lambda one: one.recorded_at, reverse=True)


def suspicion_of(*, enrolment: Enrolment, row_id: UUID) -> Suspicion:
    """Give one of them.

    :raises NotVisible: when it is none of the patient's.
    """
    for one in suspicions_of(enrolment=enrolment):
        if one.id == row_id:
            return one
    raise NotVisible(_("There is no such record."))


def suspicion_told_from(*, enrolment: Enrolment, place_id: UUID, row_id: UUID) -> Suspicion:
    """Give what one place told of a pregnancy, and nothing of what others told.

    :raises NotVisible: when that place told none such of the patient.
    """
    row = suspicion_of(enrolment=enrolment, row_id=row_id)
    if row.organisation_id != place_id:
        raise NotVisible(_("There is no such record."))
    return row


def suspicion_of_case(*, case: Case) -> Suspicion:
    """Give the pregnancy that a case follows.

    :raises NotVisible: when it follows none, or what it was opened for was struck out.
    """
    row = standing_row(case=case) if case.is_pregnancy else None
    if not isinstance(row, Pregnancy | PartnerPregnancy):
        raise NotVisible(_("There is no such record."))
    return row


def outcome_of(*, enrolment: Enrolment, row_id: UUID) -> PregnancyOutcome:
    """Give how one pregnancy of the patient ended.

    :raises NotVisible: when it is none of hers, or told otherwise since.
    """
    patients = everybody_joined(patient_id=enrolment.patient_id)
    found = PregnancyOutcome.objects.standing().filter(id=row_id, enrolment__patient_id__in=patients)
    row: PregnancyOutcome | None = found.select_related("enrolment__patient", "enrolment__programme").first()
    if row is None:
        raise NotVisible(_("There is no such record."))
    return row
