"""What the database itself refuses of reports to the safety desk, and of its cases."""

import datetime as dt
from uuid import uuid4

import pytest

from safety.models import (
    Acknowledgement,
    Case,
    CaseAnswer,
    CaseReview,
    CaseVersion,
    MeddraTerm,
    PassedOn,
    PregnancyContact,
    PregnancyOutcome,
    PregnancyReport,
    ReadCase,
    Rejection,
    ReportDraft,
    ReportedMedicine,
    RootCause,
    SetAside,
)
from safety.operations import Written, answer_question, keep_draft, nullify_case, review_version, write_version
from tests.builders import Scene, a_woman_ready_for_dispensing, now
from tests.patients.invariants import another, invariant, refused_by
from tests.safety.pregnancies import a_reported_pregnancy, a_suspicion, a_whole_pregnancy
from tests.safety.questions import a_question
from tests.safety.reports import (
    a_case,
    a_message_and_its_answer,
    a_refused_message,
    a_reported_side_effect,
    a_reviewed_case,
    an_officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


@invariant("A report of a side effect says what happened", "safety_report_has_words")
def test_a_report_has_words(scene: Scene) -> None:
    with refused_by("safety_report_has_words"):
        another(a_reported_side_effect(scene), words="")


@invariant("A side effect ends after it began", "safety_report_ends_after_start")
def test_a_side_effect_ends_after_it_began(scene: Scene) -> None:
    row = a_reported_side_effect(scene, began_on=scene.at.date())
    with refused_by("safety_report_ends_after_start"):
        another(row, ended_on=row.began_on - dt.timedelta(days=1))  # type: ignore[operator]  # it has a day


@invariant("What was fatal is a death", "safety_report_fatal_is_a_death")
def test_what_was_fatal_is_a_death(scene: Scene) -> None:
    row = a_reported_side_effect(scene, criteria=("hospitalisation",))
    with refused_by("safety_report_fatal_is_a_death"):
        another(row, outcome="fatal")


@invariant("A medicine of a report has a name and its own place", "safety_medicine_has_a_name",
           "safety_medicine_once_at_a_place")  # fmt: skip
def test_a_medicine_has_a_name_and_a_place(scene: Scene) -> None:
    a_reported_side_effect(scene)
    row = ReportedMedicine.objects.earliest("place")
    with refused_by("safety_medicine_has_a_name"):
        another(row, place=99, name="")
    with refused_by("safety_medicine_once_at_a_place"):
        another(row)


@invariant("One unfinished report is kept of an author about a matter of a patient", "safety_draft_once")
def test_one_draft_is_kept(scene: Scene) -> None:
    keep_draft(by=scene.prescriber, at=now(), enrolment=scene.enrolment, answers={}, form="side_effect")
    with refused_by("safety_draft_once"):
        another(ReportDraft.objects.get())


@invariant("A row that steps aside is noted once", "safety_setaside_row_key")
def test_a_row_steps_aside_once() -> None:
    facts = {"source": "report", "row": uuid4(), "recorded_at": now(), "fault": "ValueError", "first_at": now()}
    SetAside.objects.create(**facts, tried_at=now())
    with refused_by("safety_setaside_row_key"):
        SetAside.objects.create(**facts, tried_at=now())


@pytest.fixture
def case(scene: Scene) -> Case:
    return a_case(scene)


def told_anew(case: Case) -> CaseVersion:
    """Let an officer write the second version of a case."""
    written = Written(narrative="Told anew.", criteria=())
    return write_version(by=an_officer(), at=now(), case=case, after=1, written=written, reason="read")


@invariant("Nothing has two cases, and no two cases have one number", "safety_case_once", "safety_case_number_key")
def test_nothing_has_two_cases(case: Case) -> None:
    with refused_by("safety_case_once"):
        another(case, number="another")
    with refused_by("safety_case_number_key"):
        another(case, source_series=uuid4())


@invariant("A case is of a known kind, and has a patient unless it came as a message", "safety_case_source_is_known",
           "safety_case_has_a_patient")  # fmt: skip
def test_a_case_is_of_a_known_kind_and_of_somebody(case: Case) -> None:
    with refused_by("safety_case_source_is_known"):
        another(case, number="another", source="rumour")
    with refused_by("safety_case_has_a_patient"):
        another(case, number="another", source_series=uuid4(), patient_id=None)


@invariant("A case has each version once, and all but the first say why", "safety_version_once",
           "safety_version_says_why")  # fmt: skip
def test_a_version_is_there_once_and_says_why(case: Case) -> None:
    row = told_anew(case)
    with refused_by("safety_version_once"):
        another(row)
    with refused_by("safety_version_says_why"):
        another(row, number=3, because="")


@invariant("A version follows the last one, and none follows a nullification, which a person wrote",
           "safety_caseversion_follows_the_last", "safety_version_nullified_by_a_person")  # fmt: skip
def test_a_version_follows_the_last(case: Case) -> None:
    row = told_anew(case)
    with refused_by("safety_caseversion_follows_the_last"):
        another(row, number=4)
    with refused_by("safety_version_nullified_by_a_person"):
        another(row, number=3, nullified=True, written_by_id=None)
    nullify_case(by=an_officer(), at=now(), case=case, after=2, reason="twice")
    with refused_by("safety_caseversion_follows_the_last"):
        another(row, number=4)


@invariant("Dates of a pregnancy are whole and in order; of a first one nothing before it ended",
           "safety_pregnancy_dated_whole", "safety_pregnancy_exposure_in_order",
           "safety_pregnancy_first_has_none_before")  # fmt: skip
def test_a_pregnancy_is_dated_whole_and_in_order(scene: Scene) -> None:
    row = a_reported_pregnancy(scene, a_suspicion(scene))
    free = a_suspicion(scene).series
    with refused_by("safety_pregnancy_dated_whole"):
        another(row, matter=free, dated_by="")
    with refused_by("safety_pregnancy_exposure_in_order"):
        another(row, matter=free, exposed_until=row.exposed_from - dt.timedelta(days=1))  # type: ignore[operator]
    with refused_by("safety_pregnancy_first_has_none_before"):
        another(row, matter=free, earlier_pregnancies=0, earlier_outcomes="1 live birth")


@invariant("A pregnancy is reported once, explained once and ended once for each child; more supersedes it",
           "safety_pregnancy_reported_once", "safety_outcome_once", "safety_cause_judged_once")  # fmt: skip
def test_a_pregnancy_is_told_once(scene: Scene) -> None:
    a_whole_pregnancy(scene, at=scene.at, suspicion=a_suspicion(scene))
    with refused_by("safety_pregnancy_reported_once"):
        another(PregnancyReport.objects.get())
    with refused_by("safety_outcome_once"):
        another(PregnancyOutcome.objects.get())
    with refused_by("safety_cause_judged_once"):
        another(RootCause.objects.get())


@invariant("Only a child born alive is lost to follow-up after its outcome", "safety_outcome_lost_child_was_born")
def test_only_a_child_that_was_born_is_lost_later(scene: Scene) -> None:
    a_whole_pregnancy(scene, at=scene.at, suspicion=a_suspicion(scene))
    with refused_by("safety_outcome_lost_child_was_born"):
        another(PregnancyOutcome.objects.get(), child=2, child_lost=True)


@invariant("An anomaly, and an answer, are said in words", "safety_outcome_anomaly_in_words",
           "safety_contact_answer_in_words")  # fmt: skip
def test_an_anomaly_and_an_answer_are_said_in_words(scene: Scene) -> None:
    a_whole_pregnancy(scene, at=scene.at, suspicion=a_suspicion(scene))
    with refused_by("safety_outcome_anomaly_in_words"):
        another(PregnancyOutcome.objects.get(), child=2, anomaly="yes", words="")
    with refused_by("safety_contact_answer_in_words"):
        another(PregnancyContact.objects.get(), answered=True, words="")


@invariant("What is told of a pregnancy names one of the same patient", "safety_pregnancyreport_of_the_patient",
           "safety_pregnancycontact_of_the_patient", "safety_pregnancyoutcome_of_the_patient",
           "safety_rootcause_of_the_patient")  # fmt: skip
def test_what_is_told_of_a_pregnancy_is_of_the_same_patient(scene: Scene) -> None:
    other = a_suspicion(a_woman_ready_for_dispensing())
    a_whole_pregnancy(scene, at=scene.at, suspicion=a_suspicion(scene))
    for kind in (PregnancyReport, PregnancyContact, PregnancyOutcome, RootCause):
        with refused_by(f"{kind._meta.db_table}_of_the_patient"):
            another(kind.objects.get(), matter=other.series)


@invariant("A question is answered once, and a term stands once in a version", "safety_caseanswer_question_id_key",
           "safety_term_once")  # fmt: skip
def test_a_question_is_answered_once(scene: Scene) -> None:
    answer_question(by=scene.prescriber, at=scene.at, question=a_question(scene), words="Batch K77")
    with refused_by("safety_caseanswer_question_id_key"):
        another(CaseAnswer.objects.get())
    term = {"version": "27.1", "code": "90000001", "name": "Invented", "current": True}
    MeddraTerm.objects.create(**term)
    with refused_by("safety_term_once"):
        MeddraTerm.objects.create(**term)


@invariant("A message is kept once each way, and no two batches written here have one number",
           "safety_message_once", "safety_batch_once", "safety_acknowledgement_sha256_key")  # fmt: skip
def test_a_message_is_kept_once(scene: Scene) -> None:
    a_reviewed_case(scene)
    row = a_message_and_its_answer(at=scene.at)
    with refused_by("safety_message_once"):
        another(row, batch="another")
    with refused_by("safety_batch_once"):
        another(row, sha256="another")
    with refused_by("safety_acknowledgement_sha256_key"):
        another(Acknowledgement.objects.get())


@invariant("Only what was reviewed is passed on, once in a message, and how is said; a case is read from one message",
           "safety_passedon_reviewed", "safety_passed_on_once_in_a_message", "safety_passed_on_says_how",
           "safety_readcase_case_id_key")  # fmt: skip
def test_only_what_was_reviewed_is_passed_on(scene: Scene) -> None:
    case = a_reviewed_case(scene)
    a_message_and_its_answer(at=scene.at)
    row = PassedOn.objects.get()
    with refused_by("safety_passedon_reviewed"):
        another(row, version_id=case.versions.get(number=1).id)
    with refused_by("safety_passed_on_once_in_a_message"):
        another(row)
    with refused_by("safety_passed_on_says_how"):
        another(row, message_id=None)
    with refused_by("safety_readcase_case_id_key"):
        another(ReadCase.objects.get())


@invariant("What is refused is refused once, by the answer to its own message",
           "safety_rejection_of_its_message", "safety_rejection_passed_on_id_key")  # fmt: skip
def test_a_message_is_refused_once_and_by_the_answer_to_it(scene: Scene) -> None:
    a_reviewed_case(scene)
    refused = a_refused_message(at=scene.at)
    [rejection] = Rejection.objects.all()
    other = a_message_and_its_answer(at=scene.at)
    [sent] = other.passed_on.all()
    with refused_by("safety_rejection_of_its_message"):
        another(rejection, passed_on_id=sent.id)
    assert refused.passed_on.get() == rejection.passed_on
    with refused_by("safety_rejection_passed_on_id_key"):
        another(rejection)


@invariant("A version is reviewed once, by somebody who did not write it", "safety_casereview_by_another",
           "safety_casereview_version_id_key")  # fmt: skip
def test_a_version_is_reviewed_once_by_another(case: Case) -> None:
    row, officer = told_anew(case), an_officer()
    with refused_by("safety_casereview_by_another"):
        CaseReview.objects.create(version=row, reviewed_by_id=str(row.written_by_id), reviewed_at=now())
    with refused_by("safety_casereview_by_another"):
        first = CaseVersion.objects.get(case=case, number=1)
        CaseReview.objects.create(version=first, reviewed_by_id=officer.person_id, reviewed_at=now())
    review_version(by=officer, at=now(), version=row)
    with refused_by("safety_casereview_version_id_key"):
        CaseReview.objects.create(version=row, reviewed_by_id=officer.person_id, reviewed_at=now())
