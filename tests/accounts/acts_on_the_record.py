"""One lawful call of every operation on a patient's record, for the tests that try them all in one way."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.actor import Actor
from accounts.acts import PATIENT
from accounts.models import Organisation, Role
from patients import operations as record
from patients.contact_codes import code_of as code_of_contact
from patients.models import (
    CategoryAssessment,
    CategoryProposal,
    Contact,
    Contraception,
    Dispensing,
    MergeProposal,
    Pregnancy,
    PregnancyTest,
    Stop,
    Transfer,
    Verdict,
)
from patients.own import patient_as_actor
from pharmacies import late, lost_cards, overrides, returns
from pharmacies import operations as counter
from portal import operations as own
from prescribers import operations as desk
from programmes.models import PrescriberCertification
from reminders import operations as calendar
from safety import operations as safety
from tests.accounts.acts_on_a_pregnancy import FOLLOWED, SUSPECTED
from tests.accounts.beforehand import (
    a_follow_up,
    a_mute,
    a_sending,
    a_visit,
    an_opening,
    made_a_man,
    reachable,
    reached,
    sent_for_a_copy,
    sent_to_a_new_number,
    told,
)
from tests.builders import (
    ON_PAPER,
    Scene,
    a_check,
    a_delegate,
    a_dispensing,
    a_draft,
    a_patient,
    a_prescriber,
    a_programme,
    a_request,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    an_identity,
    an_implant,
    an_indication,
    the_statements,
)
from tests.patients.lives import NOON, a_prepared_act
from tests.patients.proposals import WOMB_REMOVED, a_proposal
from tests.pharmacies.shelf import a_code, a_pack
from tests.pharmacies.two_people import an_authority
from tests.safety.reports import a_report, a_reported_side_effect

TODAY = NOON.date()
LATER = NOON + dt.timedelta(minutes=10)

Answers = Callable[[Scene], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Try:
    """An operation, who does it, and what she answers in its form on the record of a scene."""

    operation: Callable[..., Any]
    role: str
    answers: Answers

    @property
    def name(self) -> str:
        """Give the operation's full name."""
        return f"{self.operation.__module__}.{self.operation.__qualname__}"

    def actor(self, scene: Scene) -> Actor:
        """Give the one of the scene who may do it."""
        if self.role == Role.DELEGATE:
            return a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))
        if self.role == PATIENT:
            return patient_as_actor(enrolment=scene.enrolment)
        return scene.pharmacist if self.role == Role.PHARMACIST else scene.prescriber


def _prescriber(operation: Callable[..., Any], answers: Answers) -> Try:
    return Try(operation, Role.PRESCRIBER, answers)


def _pharmacist(operation: Callable[..., Any], answers: Answers) -> Try:
    return Try(operation, Role.PHARMACIST, answers)


def _herself(operation: Callable[..., Any], answers: Answers) -> Try:
    return Try(operation, PATIENT, answers)


def _test(scene: Scene) -> PregnancyTest:
    test: PregnancyTest = PregnancyTest.objects.standing().get(patient=scene.patient)
    return test


def _given(scene: Scene) -> Dispensing:
    found: Dispensing = a_dispensing(scene, capsules=7).dispensing
    return found


def _refused_check(scene: Scene) -> Verdict:
    a_test(by=scene.prescriber, at=NOON, patient=scene.patient, result="positive")
    return a_check(scene)


def _suspicion(scene: Scene) -> Pregnancy:
    return record.suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")


def _stop(scene: Scene) -> Stop:
    return record.interrupt_supply(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, reason="operation")


def _method(scene: Scene) -> Contraception:
    an_implant(by=scene.prescriber, at=NOON, patient=scene.patient)
    standing = Contraception.objects.standing().filter(patient=scene.patient)
    newest: Contraception = standing.order_by("-started_on")[0]
    return newest


def another_centre() -> Organisation:
    """Make a centre with a prescriber, who may take patients over."""
    return Organisation.objects.get(id=a_prescriber().place_id)


def _offered(scene: Scene) -> Transfer:
    return record.offer_transfer(
        by=scene.prescriber, at=NOON, enrolment=scene.enrolment, centre=another_centre(), agreed_on=TODAY,
        agreed_how="paper",
    )  # fmt: skip


def _proposed(scene: Scene) -> CategoryProposal:
    """Let a colleague propose, so that the scene's prescriber may decide."""
    return a_proposal(by=a_colleague(scene.prescriber), at=NOON, enrolment=scene.enrolment)


def _pair(scene: Scene) -> dict[str, Any]:
    """Give the patient of a scene and another of the same prescriber, as two records that may be one person's."""
    other = a_woman_ready_for_dispensing(at=NOON, prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    return {"kept": scene.patient, "merged": other.patient}


def _merge(scene: Scene, pair: dict[str, Any]) -> MergeProposal:
    """Let a colleague propose that two records be joined."""
    return record.propose_merge(by=a_colleague(scene.prescriber), at=NOON, reason="the same passport", **pair)


def _joined(scene: Scene) -> dict[str, Any]:
    """Join two records by two people."""
    pair = _pair(scene)
    record.decide_merge(by=scene.prescriber, at=NOON, proposal=_merge(scene, pair), agreed=True)
    return pair


def a_colleague(actor: Actor) -> Actor:
    """Make another person of the same role and place."""
    if actor.role == PATIENT:
        doctor = a_prescriber(centre=Organisation.objects.get(id=actor.place_id))
        return patient_as_actor(enrolment=a_patient(at=NOON, by=doctor))
    return an_actor(actor.role, Organisation.objects.get(id=actor.place_id))


def a_stranger(actor: Actor) -> Actor:
    """Give a person of the same role, of another place."""
    elsewhere = a_woman_ready_for_dispensing(at=NOON)
    if actor.role == PATIENT:
        return patient_as_actor(enrolment=elsewhere.enrolment)
    if actor.role == Role.DELEGATE:
        return a_delegate(centre=Organisation.objects.get(id=elsewhere.prescriber.place_id))
    return elsewhere.pharmacist if actor.role == Role.PHARMACIST else elsewhere.prescriber


def _uncertified_check(scene: Scene) -> Verdict:
    """Check the card of a patient whose prescriber was not certified, where an authority can be told of an override."""
    PrescriberCertification.objects.filter(prescriber_id=scene.prescriber.person_id).delete()
    an_authority()
    return a_check(scene)


TRIES = (
    _prescriber(
        record.assess_category,
        lambda scene: {
            "enrolment": scene.enrolment, "category": "childbearing", "criterion": None,
            "specialist_confirmed": False, "evidence": "seen",
        },
    ),
    _prescriber(
        record.sign_agreement,
        lambda scene: {
            "enrolment": scene.enrolment, "statements": the_statements(enrolment=scene.enrolment, at=NOON),
            "form_version": "1", "signed": ON_PAPER,
        },
    ),
    _prescriber(
        record.record_treatment,
        lambda scene: {
            "enrolment": scene.enrolment, "started_on": TODAY, "indication": an_indication(), "reason": "mistyped",
        },
    ),
    _prescriber(
        record.record_contraception,
        lambda scene: {
            "patient": scene.patient, "method": "abstinence", "started_on": TODAY, "valid_until": None,
            "confirmed": True, "confirmed_on": [TODAY],
        },
    ),
    _prescriber(record.confirm_abstinence, lambda scene: {"contraception": _method(scene)}),
    _prescriber(record.end_contraception, lambda scene: {"contraception": _method(scene), "ended_on": TODAY}),
    _prescriber(
        record.record_test,
        lambda scene: {
            "patient": scene.patient, "sampled_on": TODAY, "result": "positive", "specimen": "blood",
            "sensitivity_miu_ml": Decimal(25), "supervised": True,
        },
    ),
    _prescriber(
        record.correct_test,
        lambda scene: {
            "test": _test(scene), "sampled_on": TODAY, "result": "positive", "sensitivity_miu_ml": Decimal(25),
            "supervised": True, "reason": "misread",
        },
    ),
    _prescriber(record.void_record, lambda scene: {"record": _test(scene), "reason": "another patient's"}),
    _prescriber(record.suspect_pregnancy, lambda scene: {"patient": scene.patient, "reason": "late"}),
    _prescriber(
        record.resolve_pregnancy,
        lambda scene: {"pregnancy": _suspicion(scene), "how": "false_alarm", "second": a_colleague(scene.prescriber)},
    ),
    _prescriber(
        record.correct_category,
        lambda scene: {
            "assessment": CategoryAssessment.objects.get(enrolment=scene.enrolment), "category": "childbearing",
            "criterion": None, "specialist_confirmed": False, "evidence": "", "evidence_on": None, "evidence_by": "",
            "reason": "mistyped",
        },
    ),
    _prescriber(record.propose_category, lambda scene: {"enrolment": scene.enrolment, **WOMB_REMOVED}),
    _prescriber(record.approve_category, lambda scene: {"proposal": _proposed(scene)}),
    _prescriber(record.refuse_category, lambda scene: {"proposal": _proposed(scene), "reason": "another woman's"}),
    _prescriber(
        record.withdraw_proposal,
        lambda scene: {"proposal": a_proposal(by=scene.prescriber, at=NOON, enrolment=scene.enrolment)},
    ),
    _prescriber(
        record.change_contraception,
        lambda scene: {
            "contraception": _method(scene), "ended_on": TODAY, "method": "abstinence", "started_on": TODAY,
            "valid_until": None, "confirmed": True, "confirmed_on": [TODAY],
        },
    ),
    _prescriber(
        record.correct_contraception,
        lambda scene: {
            "contraception": _method(scene), "method": "tubal_sterilisation", "started_on": TODAY, "ended_on": None,
            "valid_until": None, "confirmed": True, "reason": "misread",
        },
    ),
    _prescriber(
        record.tell_partner_pregnancy,
        lambda scene: {"patient": made_a_man(scene), "known_on": TODAY, "words": "a test at home"},
    ),
    _prescriber(record.issue_card, lambda scene: {"enrolment": scene.enrolment}),
    _prescriber(record.revoke_card, lambda scene: {"card": scene.card, "reason": "lost"}),
    _prescriber(record.interrupt_supply, lambda scene: {"enrolment": scene.enrolment, "reason": "operation"}),
    _prescriber(record.resume_supply, lambda scene: {"stop": _stop(scene)}),
    _prescriber(
        record.end_treatment,
        lambda scene: {"treatment": scene.prescription.treatment, "ended_on": TODAY, "reason": "progression"},
    ),
    _prescriber(record.withdraw, lambda scene: {"enrolment": scene.enrolment, "reason": "moved away"}),
    _prescriber(record.authorise_prescription, lambda scene: {"enrolment": scene.enrolment, "draft": a_draft()}),
    _prescriber(record.record_visit, a_visit),
    _prescriber(
        record.tell_side_effect,
        lambda scene: {
            "enrolment": scene.enrolment, "side_effect": record.SideEffect(words="Tired", serious=False),
        },
    ),
    _prescriber(safety.report_side_effect, lambda scene: {"enrolment": scene.enrolment, "report": a_report()}),
    _prescriber(
        safety.complete_report,
        lambda scene: {
            "earlier": a_reported_side_effect(scene), "report": a_report(outcome="recovered"), "reason": "blood count",
        },
    ),
    *(_prescriber(operation, answers) for operation, answers in FOLLOWED),
    _pharmacist(*SUSPECTED),
    Try(
        desk.prepare_act,
        Role.DELEGATE,
        lambda scene: {
            "enrolment": scene.enrolment, "act": "interrupt", "row_id": None, "answers": {"reason": ["low counts"]},
            "prepared_for": scene.prescriber.person_id,
        },
    ),
    Try(desk.take_back, Role.DELEGATE, lambda scene: {"prepared": a_prepared_act(scene)}),
    _prescriber(desk.send_back, lambda scene: {"prepared": a_prepared_act(scene), "reason": "Count the blood first"}),
    _prescriber(desk.close_as_signed, lambda scene: {"prepared": a_prepared_act(scene)}),
    _prescriber(record.cancel_prescription, lambda scene: {"prescription": scene.prescription, "reason": "dose"}),
    _prescriber(record.send_prescription, a_sending),
    _prescriber(record.answer_notice, lambda her: {"notice": told(her, _refused_check(her)), "words": "Will be seen."}),
    _prescriber(
        record.offer_transfer,
        lambda scene: {
            "enrolment": scene.enrolment, "centre": another_centre(), "agreed_on": TODAY, "agreed_how": "spoken",
        },
    ),
    _prescriber(
        record.enrol_patient, lambda scene: {"patient": scene.patient, "programme": a_programme("lenalidomide-eu")}
    ),
    _prescriber(
        record.correct_identity,
        lambda scene: {"patient": scene.patient, "new": an_identity(), "reason": "as on the passport"},
    ),
    _prescriber(
        record.change_contacts, lambda scene: {"patient": scene.patient, "new": an_identity(mobile="+32470123456")}
    ),
    _prescriber(record.send_contact_code, lambda scene: {"patient": reached(scene), "channel": "sms"}),
    _prescriber(
        record.confirm_contact,
        lambda scene: {
            "patient": reached(scene), "channel": "sms", "code": code_of_contact(contact=Contact.objects.get()),
        },
    ),
    Try(
        calendar.mute, Role.DELEGATE,
        lambda scene: {"patient": scene.patient, "occasion": "visit", "reason": "she keeps a diary"},
    ),
    _prescriber(calendar.lift_mute, lambda scene: {"mute": a_mute(scene)}),
    Try(
        calendar.record_attempt,
        Role.DELEGATE,
        lambda scene: {"follow_up": a_follow_up(scene), "means": "telephone", "reached": False, "words": ""},
    ),
    _prescriber(
        calendar.close_follow_up, lambda scene: {"follow_up": a_follow_up(scene), "outcome": "came", "words": ""}
    ),
    _prescriber(record.propose_merge, lambda scene: _pair(scene) | {"reason": "the same passport"}),
    _prescriber(record.propose_parting, lambda scene: _joined(scene) | {"reason": "two passports"}),
    _prescriber(record.decide_merge, lambda scene: {"proposal": _merge(scene, _pair(scene)), "agreed": True}),
    _prescriber(record.accept_transfer, lambda scene: {"transfer": a_request(scene)}),
    _prescriber(record.refuse_transfer, lambda scene: {"transfer": a_request(scene), "words": "She stays."}),
    _prescriber(record.withdraw_transfer, lambda scene: {"transfer": _offered(scene)}),
    _pharmacist(counter.record_dispensing, lambda scene: {"check": a_check(scene), "capsules": 7, "counselled": True}),
    _pharmacist(
        overrides.dispense_against_reasons,
        lambda scene: {
            "check": _uncertified_check(scene), "capsules": 7, "counselled": True, "why": "travel",
            "words": "Flies tonight.", "second": a_colleague(scene.pharmacist),
        },
    ),
    _pharmacist(
        late.enter_late,
        lambda scene: {
            "number": scene.card.number, "day": TODAY, "clock": dt.time(13, 5), "capsules": 7, "counselled": True,
            "why": "no_answer", "words": "The line was down.", "second": a_colleague(scene.pharmacist),
        },
    ),
    _pharmacist(counter.check_pack, lambda scene: {"check": a_check(scene), "code": a_code(a_pack(strength="3"))}),
    _pharmacist(returns.take_back, lambda scene: {"dispensing": _given(scene), "capsules": 2}),
    _pharmacist(returns.reverse_dispensing, lambda scene: {"dispensing": _given(scene), "reason": "nobody came"}),
    _pharmacist(counter.say_wrong_person, lambda scene: {"check": a_check(scene)}),
    _pharmacist(counter.tell_prescriber, lambda scene: {"check": _refused_check(scene)}),
    _pharmacist(lost_cards.report_card, lambda scene: {"check": a_check(scene), "reason": "lost"}),
    _herself(record.report_card_lost, lambda scene: {"card": scene.card}),
    _herself(record.ask_for_new_number, lambda scene: {"patient": scene.patient, "number": "+32 470 12 34 56"}),
    _herself(record.confirm_new_number, sent_to_a_new_number),
    _herself(record.delete_own_number, lambda scene: {"patient": reachable(scene)}),
    _herself(record.choose_own_messages, lambda scene: {"patient": scene.patient, "wanted": ["supply"]}),
    _herself(record.ask_for_copy, lambda scene: {"patient": reachable(scene)}),
    _herself(own.let_copy_be_read, sent_for_a_copy),
    _herself(own.close_page, lambda scene: {"opening": an_opening(scene)}),
)  # fmt: skip
