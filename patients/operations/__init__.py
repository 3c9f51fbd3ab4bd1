"""Every act on the record: each named, permitted, atomic, audited, and under the patient's lock."""

from patients.operations.agreements import Representative, Signed, sign_agreement
from patients.operations.at_counter import suspect_at_counter
from patients.operations.cards import issue_card, report_card_lost, revoke_card
from patients.operations.categories import assess_category, correct_category, lowers
from patients.operations.contacts import confirm_contact, send_contact_code
from patients.operations.contraception import (
    change_contraception,
    confirm_abstinence,
    correct_contraception,
    end_contraception,
    record_contraception,
)
from patients.operations.corrections import correct_test, void_record
from patients.operations.courses import (
    Indication,
    end_treatment,
    interrupt_supply,
    record_treatment,
    resume_supply,
    withdraw,
)
from patients.operations.cover import arrange_cover, end_cover
from patients.operations.identity import change_contacts, correct_identity
from patients.operations.merging import decide_merge, propose_merge, propose_parting
from patients.operations.notices import answer_notice
from patients.operations.own import (
    ask_for_copy,
    ask_for_new_number,
    choose_own_messages,
    confirm_new_number,
    delete_own_number,
)
from patients.operations.partners import tell_partner_pregnancy
from patients.operations.prescriptions import (
    Draft,
    PrescribingRefused,
    authorise_prescription,
    cancel_prescription,
)
from patients.operations.registration import enrol_patient, register_patient
from patients.operations.second_prescriber import (
    approve_category,
    propose_category,
    refuse_category,
    withdraw_proposal,
)
from patients.operations.sending import send_prescription
from patients.operations.testing import record_test, resolve_pregnancy, suspect_pregnancy
from patients.operations.transfers import (
    accept_transfer,
    ask_for_transfer,
    offer_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from patients.operations.visits import NewTest, SideEffect, VisitAnswers, record_visit, tell_side_effect

__all__ = [
    "Draft",
    "Indication",
    "NewTest",
    "PrescribingRefused",
    "Representative",
    "SideEffect",
    "Signed",
    "VisitAnswers",
    "accept_transfer",
    "answer_notice",
    "approve_category",
    "arrange_cover",
    "ask_for_copy",
    "ask_for_new_number",
    "ask_for_transfer",
    "assess_category",
    "authorise_prescription",
    "cancel_prescription",
    "change_contacts",
    "change_contraception",
    "choose_own_messages",
    "confirm_abstinence",
    "confirm_contact",
    "confirm_new_number",
    "correct_category",
    "correct_contraception",
    "correct_identity",
    "correct_test",
    "decide_merge",
    "delete_own_number",
    "end_contraception",
    "end_cover",
    "end_treatment",
    "enrol_patient",
    "interrupt_supply",
    "issue_card",
    "lowers",
    "offer_transfer",
    "propose_category",
    "propose_merge",
    "propose_parting",
    "record_contraception",
    "record_test",
    "record_treatment",
    "record_visit",
    "refuse_category",
    "refuse_transfer",
    "register_patient",
    "report_card_lost",
    "resolve_pregnancy",
    "resume_supply",
    "revoke_card",
    "send_contact_code",
    "send_prescription",
    "sign_agreement",
    "suspect_at_counter",
    "suspect_pregnancy",
    "tell_partner_pregnancy",
    "tell_side_effect",
    "void_record",
    "withdraw",
    "withdraw_proposal",
    "withdraw_transfer",
]
