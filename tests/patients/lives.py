"""A life with a row in every table of the record, made by the registry's own operations."""

import datetime as dt
from dataclasses import dataclass
from uuid import uuid4

from accounts.actor import SCHEDULER, Actor
from accounts.acts import MANAGER, PRESCRIBER
from accounts.models import Kind, Organisation
from patients.models import Notice, Pregnancy, Verdict, Visit
from patients.operations import (
    SideEffect,
    Signed,
    answer_notice,
    approve_category,
    cancel_prescription,
    decide_merge,
    interrupt_supply,
    offer_transfer,
    propose_merge,
    propose_parting,
    register_patient,
    resolve_pregnancy,
    revoke_card,
    send_prescription,
    sign_agreement,
    tell_partner_pregnancy,
    tell_side_effect,
    withdraw,
    withdraw_transfer,
)
from patients.stamp import stamp
from pharmacies.operations import check_card, record_dispensing, tell_prescriber
from pharmacies.returns import take_back
from pharmacies.sheets import make_sheet
from prescribers.models import PreparedAct
from prescribers.operations import prepare_act, send_back
from programmes.operations import recall_batch
from safety.operations import answer_question
from tests.builders import (
    Scene,
    a_check,
    a_delegate,
    a_prescriber,
    a_programme,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    an_identity,
    an_organisation,
    the_statements,
)
from tests.foundation.pictures import a_scan
from tests.obligations.owed import a_met_obligation
from tests.onboarding.lists import an_undone_import
from tests.patients.administered import administered
from tests.patients.proposals import a_proposal
from tests.pharmacies.shelf import a_code, a_pack
from tests.pharmacies.two_people import a_late_entry, a_regime, an_authority, an_override
from tests.reports.kept import a_published_report

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Life:
    """A scene, and what came after it."""

    scene: Scene
    verdict: Verdict
    notice: Notice


def a_whole_life() -> Life:
    """Dispense a part, report a no, suspect and resolve, stop, cancel, revoke, offer to another centre, withdraw."""
    scene = a_woman_ready_for_dispensing(
        at=NOON,
        identity=an_identity(
            health_id_country="BE", health_id="81031400140", mobile="+32470000001", email="she@example.org"
        ),
    )
    by, enrolment = scene.prescriber, scene.enrolment
    _signed_at_a_visit(scene)
    send_back(by=by, at=NOON, prepared=a_prepared_act(scene), reason="Count the blood first")
    pack = a_pack()
    verdict = record_dispensing(
        by=scene.pharmacist, at=NOON, check=a_check(scene), capsules=5, counselled=True, packs=[a_code(pack)],
        nonce=uuid4(),
    )  # fmt: skip
    take_back(by=scene.pharmacist, at=NOON, dispensing=verdict.dispensing, capsules=2)
    office = an_actor(MANAGER, an_organisation(Kind.COMPANY))
    recall_batch(by=office, at=NOON, product=pack.product, number="BAD1", from_on=NOON.date(), reason="not sterile")
    a_test(by=by, at=NOON + DAY, patient=scene.patient, result="positive")
    refused = check_card(by=scene.pharmacist, at=NOON + DAY, number=scene.card.number)
    notice = tell_prescriber(by=scene.pharmacist, at=NOON + DAY, check=refused)
    answer_notice(by=by, at=NOON + DAY, notice=notice, words="She will be seen.")
    colleague = an_actor(PRESCRIBER, Organisation.objects.get(id=by.place_id))
    suspicion = Pregnancy.objects.get(patient=scene.patient)
    resolve_pregnancy(by=by, at=NOON + 2 * DAY, pregnancy=suspicion, how="false_alarm", second=colleague)
    _lowered_and_signed_anew(scene, colleague)
    interrupt_supply(by=by, at=NOON + 2 * DAY, enrolment=enrolment, reason="operation")
    cancel_prescription(by=by, at=NOON + 2 * DAY, prescription=scene.prescription, reason="stopped")
    revoke_card(by=by, at=NOON + 2 * DAY, card=scene.card, reason="lost")
    elsewhere = Organisation.objects.get(id=a_prescriber().place_id)
    offer = offer_transfer(
        by=by, at=NOON + 2 * DAY, enrolment=enrolment, centre=elsewhere, agreed_on=NOON.date(), agreed_how="spoken"
    )
    withdraw_transfer(by=by, at=NOON + 2 * DAY, transfer=offer)
    _joined_and_parted(scene, colleague)
    withdraw(by=by, at=NOON + 2 * DAY, enrolment=enrolment, reason="moved away")
    _in_another_way(a_woman_ready_for_dispensing(at=NOON, prescriber=by, pharmacist=scene.pharmacist))
    administered(at=NOON)
    return Life(scene, verdict, notice)


def _in_another_way(other: Scene) -> None:
    """Set the programme for a day; enter another patient's supply late, overrule what stands against the next."""
    authority = an_authority()
    a_regime(authority, programme=a_programme(), regime="warn", at=NOON - DAY, days=1)
    a_late_entry(other, at=NOON + DAY, happened_at=NOON, capsules=7)
    an_override(other, at=NOON + 9 * DAY)
    pharmacy = Organisation.objects.get(id=other.pharmacist.place_id)
    make_sheet(by=SCHEDULER, at=NOON, pharmacy=pharmacy)
    _reported(other)
    a_published_report(by=authority.one, at=NOON)
    a_met_obligation(at=NOON)
    an_undone_import(at=NOON)


def _reported(scene: Scene) -> None:
    """Report a side effect and a pregnancy; let the desk write and review a case of the one, and follow the other."""
    from tests.safety.pregnancies import a_suspicion, a_whole_pregnancy  # which stand on this module's noon
    from tests.safety.questions import a_question
    from tests.safety.reports import (
        a_message_and_its_answer,
        a_refused_message,
        a_reported_side_effect,
        a_reviewed_case,
    )

    a_reported_side_effect(scene, at=NOON + 2 * DAY)
    a_reviewed_case(scene, at=NOON + 2 * DAY)
    a_refused_message(at=NOON + 2 * DAY)
    a_message_and_its_answer(at=NOON + 2 * DAY + dt.timedelta(hours=1))
    question = a_question(scene, at=NOON + 2 * DAY)
    answer_question(by=scene.prescriber, at=NOON + 2 * DAY, question=question, words="Batch K77")
    a_whole_pregnancy(scene, at=NOON + 2 * DAY, suspicion=a_suspicion(scene, at=NOON + 2 * DAY))


def _lowered_and_signed_anew(scene: Scene, colleague: Actor) -> None:
    """Lower her category by two, sign for it with a scan; and let a man tell of his partner."""
    at, by = NOON + 2 * DAY, scene.prescriber
    approve_category(by=colleague, at=at, proposal=a_proposal(by=by, at=at, enrolment=scene.enrolment))
    scanned = Signed(means="scan", scan=a_scan())
    wanted = the_statements(enrolment=scene.enrolment, at=at)
    sign_agreement(by=by, at=at, enrolment=scene.enrolment, statements=wanted, form_version="1", signed=scanned)
    man = register_patient(by=by, at=at, programme=a_programme(), new=an_identity(sex="male"))
    tell_partner_pregnancy(by=by, at=at, patient=man.patient, known_on=NOON.date(), words="a test at home")


def _joined_and_parted(scene: Scene, colleague: Actor) -> None:
    """Join her record with another by mistake, and part them again."""
    at = NOON + 2 * DAY
    other = register_patient(by=scene.prescriber, at=at, programme=a_programme(), new=an_identity(), reason="a cousin")
    pair = {"kept": scene.patient, "merged": other.patient}
    for propose in (propose_merge, propose_parting):
        proposal = propose(by=scene.prescriber, at=at, reason="papers seen", **pair)
        decide_merge(by=colleague, at=at, proposal=proposal, agreed=True)


def _signed_at_a_visit(scene: Scene) -> None:
    """Say that the scene's prescription was signed at a visit, where she told of a side effect and chose a pharmacy."""
    chosen = Organisation.objects.get(id=scene.pharmacist.place_id)
    send_prescription(by=scene.prescriber, at=NOON, prescription=scene.prescription, pharmacy=chosen)
    told = SideEffect(words="Tired all day", serious=False)
    tell_side_effect(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, side_effect=told)
    Visit.objects.create(
        enrolment=scene.enrolment,
        visited_on=NOON.date(),
        agreed_to="counselled-2026-11",
        contraception_unchanged=True,
        side_effects=True,
        test=None,
        prescription=scene.prescription,
        **stamp(by=scene.prescriber, at=NOON),
    )


def a_prepared_act(scene: Scene) -> PreparedAct:
    """Let a delegate prepare an interruption for the scene's prescriber."""
    return prepare_act(
        by=a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id)),
        at=NOON,
        enrolment=scene.enrolment,
        act="interrupt",
        row_id=None,
        answers={"reason": ["low counts"]},
        prepared_for=scene.prescriber.person_id,
    )
