"""Every act of the registry and the roles that carry it: what is not listed is refused."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

PRESCRIBER, DELEGATE, PHARMACIST = Role.PRESCRIBER, Role.DELEGATE, Role.PHARMACIST
AUTHORITY, SAFETY = Role.AUTHORITY, Role.SAFETY_OFFICER
MANAGER, ADMINISTRATOR = Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR
EVERYBODY = frozenset(Role)
SYSTEM = "system"
PATIENT = "patient"
"""A patient on her own page; held by nobody who logs in, and reaching one record alone."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done, in words for people, and who carries it."""

    name: str
    words: Promise | str
    roles: frozenset[str]


def _act(name: str, words: Promise | str, *roles: str) -> Act:
    return Act(name=name, words=words, roles=frozenset(roles))


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        _act("accounts.own", _("see and choose one's own working context"), *EVERYBODY),
        _act("accounts.read", _("list users, organisations and roles"), ADMINISTRATOR),
        _act("accounts.manage", _("give and end roles"), ADMINISTRATOR),
        _act("accounts.cover", _("arrange cover for an absent colleague"), PRESCRIBER),
        _act("programmes.read", _("read programmes, versions and accreditation"), MANAGER),
        _act("programmes.compare", _("compare the rules of the countries"), AUTHORITY, MANAGER, ADMINISTRATOR),
        _act("programmes.keep_products", _("enter packs with their GTINs, call batches back"), MANAGER),
        _act("programmes.practise", _("practise with a test patient"), PRESCRIBER, DELEGATE),
        _act("programmes.accredit", _("certify prescribers, register pharmacies"), MANAGER),
        _act("programmes.apply", _("apply for the registration of one's pharmacy"), PHARMACIST),
        _act("programmes.propose_regime", _("propose normal, warn or suspended for the country"), AUTHORITY),
        _act("programmes.propose_rules", _("propose a change of the rules"), MANAGER),
        _act("programmes.answer_rules", _("agree to a change of the rules, or refuse it"), MANAGER, AUTHORITY),
        _act("programmes.decide_regime", _("agree to it as second person, or refuse it"), AUTHORITY),
        _act(
            "programmes.read_material",
            _("read the materials that hold in the country"),
            MANAGER,
            AUTHORITY,
            PRESCRIBER,
            DELEGATE,
            PHARMACIST,
        ),
        _act("programmes.read_drafts", _("read drafts of materials, and what became of each"), MANAGER, AUTHORITY),
        _act("programmes.learn", _("read the guide and answer its knowledge check"), PRESCRIBER),
        _act("programmes.declare", _("declare what a certificate asks, and read one's own"), PRESCRIBER),
        _act("programmes.acknowledge", _("confirm that a material came and was read"), PRESCRIBER, PHARMACIST),
        _act("programmes.write_material", _("add a material, put what was agreed in force"), MANAGER),
        _act("programmes.agree_material", _("agree to a material for the country, or return it"), AUTHORITY),
        _act("programmes.withdraw_material", _("withdraw a material"), MANAGER, AUTHORITY),
        _act("patients.list", _("see the worklist of one's centre"), PRESCRIBER, DELEGATE),
        _act("patients.search", _("search one's centre's patients by name"), PRESCRIBER, DELEGATE),
        _act("patients.read", _("open a patient's record"), PRESCRIBER, DELEGATE),
        _act("patients.register", _("register a patient"), PRESCRIBER, DELEGATE),
        _act("patients.enrol", _("enrol a known patient in a programme"), PRESCRIBER, DELEGATE),
        _act("patients.correct_identity", _("correct name, birth date and numbers"), PRESCRIBER, DELEGATE),
        _act("patients.change_contacts", _("change telephone, address and reminders"), PRESCRIBER, DELEGATE),
        _act("patients.propose_merge", _("say that two records are one person's, or are not"), PRESCRIBER, DELEGATE),
        _act("patients.decide_merge", _("join two records or part them, as second person"), PRESCRIBER),
        _act("patients.record_treatment", _("record the indication"), PRESCRIBER, DELEGATE),
        _act("patients.record_contraception", _("record contraception"), PRESCRIBER, DELEGATE),
        _act("patients.record_test", _("record a pregnancy test"), PRESCRIBER, DELEGATE),
        _act("patients.suspect_pregnancy", _("stop for a suspicion"), PRESCRIBER, DELEGATE, PATIENT),
        _act(
            "patients.tell_partner_pregnancy",
            _("report that a man's partner may be pregnant"),
            PRESCRIBER,
            DELEGATE,
            PATIENT,
        ),
        _act("patients.suspect_at_counter", _("tell at the counter that a pregnancy is suspected"), PHARMACIST),
        _act("patients.read_scan", _("open a scanned signature"), PRESCRIBER, DELEGATE),
        _act("patients.correct", _("correct a record with a reason"), PRESCRIBER, DELEGATE),
        _act("patients.assess_category", _("set the category"), PRESCRIBER),
        _act("patients.propose_category", _("propose a lower category"), PRESCRIBER),
        _act("patients.approve_category", _("decide on a lower category, as second person"), PRESCRIBER),
        _act("patients.sign_agreement", _("sign the agreement"), PRESCRIBER),
        _act("patients.issue_card", _("issue and replace the card"), PRESCRIBER),
        _act("patients.revoke_card", _("say that a card is lost, stolen or damaged"), PRESCRIBER, DELEGATE),
        _act("patients.print_card", _("print the card"), PRESCRIBER, DELEGATE),
        _act("patients.print_slip", _("print the slip of a prescription"), PRESCRIBER, DELEGATE),
        _act("patients.print_record", _("print a patient's record"), PRESCRIBER, DELEGATE),
        _act("patients.print_letter", _("print a letter for advice on contraception"), PRESCRIBER, DELEGATE),
        _act("patients.read_trail", _("read who looked at a record and who changed it"), PRESCRIBER),
        _act("patients.ask_transfer", _("ask another centre for its patient"), PRESCRIBER),
        _act("patients.transfer", _("hand a patient over and take one over"), PRESCRIBER),
        _act("patients.interrupt", _("interrupt and resume treatment"), PRESCRIBER),
        _act("patients.end_treatment", _("end treatment"), PRESCRIBER),
        _act("patients.withdraw", _("withdraw a patient"), PRESCRIBER),
        _act("patients.resolve_pregnancy", _("close a suspicion, as second person"), PRESCRIBER),
        _act("patients.authorise", _("authorise a prescription"), PRESCRIBER),
        _act("patients.prepare", _("fill in what a prescriber signs"), PRESCRIBER, DELEGATE),
        _act("patients.keep_prepared", _("keep an act for a prescriber to sign, or take it back"), DELEGATE),
        _act("patients.answer_prepared", _("sign or send back what was prepared"), PRESCRIBER),
        _act("patients.tell_side_effect", _("record a side effect as it is told"), PRESCRIBER, DELEGATE, PATIENT),
        _act("patients.record_visit", _("sign a monthly visit"), PRESCRIBER),
        _act("patients.send_prescription", _("send a prescription to a pharmacy"), PRESCRIBER, DELEGATE),
        _act("patients.cancel_prescription", _("cancel a prescription"), PRESCRIBER),
        _act("patients.answer_notice", _("answer a pharmacy's message"), PRESCRIBER, DELEGATE),
        _act("patients.report_card_lost", _("say that one's own card is lost"), PATIENT),
        _act("patients.change_own_number", _("change one's own telephone number"), PATIENT),
        _act("patients.choose_own_messages", _("choose what one is written about"), PATIENT),
        _act("patients.copy_own", _("take a copy of one's own record"), PATIENT),
        _act("portal.open", _("open one's own page with card and date of birth"), PATIENT),
        _act("pharmacies.counter", _("open the counter"), PHARMACIST),
        _act("pharmacies.check_card", _("check a card"), PHARMACIST),
        _act("pharmacies.check_pack", _("check a pack"), PHARMACIST),
        _act("pharmacies.dispense", _("record a dispensing"), PHARMACIST),
        _act("pharmacies.override", _("dispense against a reason, with a second person"), PHARMACIST),
        _act("pharmacies.enter_late", _("enter a dispensing late, with a second person"), PHARMACIST),
        _act("pharmacies.read_sheet", _("open the downtime sheet"), PHARMACIST),
        _act("pharmacies.make_sheet", _("make the nightly downtime sheets"), SYSTEM),
        _act("pharmacies.take_back", _("record capsules that came back"), PHARMACIST),
        _act("pharmacies.tell_prescriber", _("send a no to the prescriber"), PHARMACIST),
        _act("pharmacies.wrong_person", _("say that the card is not this person's"), PHARMACIST),
        _act("pharmacies.report_card", _("report a card lost, stolen or copied"), PHARMACIST),
        _act("reports.read", _("read the country's figures"), AUTHORITY),
        _act("reports.open_timeline", _("open a patient's timeline without a name, for a purpose"), AUTHORITY),
        _act("reports.ask", _("ask for a report of the country's figures"), AUTHORITY),
        _act("reports.release", _("release a report, as one of two people"), AUTHORITY),
        _act("reports.try_rules", _("try what a change of the rules would do"), AUTHORITY, MANAGER),
        _act("reports.make", _("make the reports that are due or asked for"), SYSTEM),
        _act("safety.read", _("read the list of pregnancies"), SAFETY),
        _act("safety.report", _("report a side effect to the safety desk"), PRESCRIBER, DELEGATE, PHARMACIST),
        _act("safety.follow", _("report a pregnancy, and tell how it goes"), PRESCRIBER, DELEGATE),
        _act("safety.assess", _("write a case, or nullify it"), SAFETY),
        _act("safety.review", _("review a case that somebody else wrote"), SAFETY),
        _act("safety.send", _("pass cases on, and read messages and answers"), SAFETY),
        _act("safety.take_away", _("take the list of cases or a message away as a file"), SAFETY),
        _act("safety.copy", _("read the pregnancies of the country, under the numbers of their cases"), AUTHORITY),
        _act("safety.figures", _("read the figures of pregnancies and side effects"), SAFETY),
        _act("safety.open_case", _("open cases for what was reported"), SYSTEM),
        _act(
            "safety.keep_draft", _("keep an unfinished report for oneself"), PRESCRIBER, DELEGATE, PHARMACIST, PATIENT
        ),
        _act("obligations.read", _("read what the authorisation asks"), SAFETY, MANAGER, ADMINISTRATOR, AUTHORITY),
        _act("obligations.keep", _("meet a condition with evidence, move or drop it"), SAFETY, MANAGER, ADMINISTRATOR),
        _act("onboarding.stage", _("upload lists of places and people"), MANAGER, ADMINISTRATOR),
        _act("onboarding.apply", _("apply such a list as second person, or undo it"), ADMINISTRATOR),
        _act("onboarding.export", _("write everything out as files"), SYSTEM),
        _act("outbox.send", _("send what is due"), SYSTEM),
        _act("outbox.watch", _("watch over what is sent"), MANAGER, ADMINISTRATOR),
        _act("outbox.retry", _("send again what was laid aside"), MANAGER, ADMINISTRATOR),
        _act("reminders.list", _("see notices and those to be followed up"), PRESCRIBER, DELEGATE),
        _act("reminders.follow_up", _("record attempts to reach a patient"), PRESCRIBER, DELEGATE),
        _act("reminders.choose", _("keep what a patient is not written about"), PRESCRIBER, DELEGATE),
        _act("reminders.feed", _("have one's patients' due dates in one's own calendar"), PRESCRIBER),
        _act("reminders.plan", _("plan what falls due"), SYSTEM),
    )
}


LOOKS: Final = frozenset(
    {"pharmacies.check_card", "pharmacies.check_pack", "pharmacies.make_sheet", "portal.open", "patients.copy_own"}
)
"""Acts that write something down and leave the patient's record as it was: she reads them as a look at it."""

FOR_A_CERTIFIED: Final = frozenset({"patients.register", "patients.enrol"})
"""What a delegate does for a certified prescriber alone: it ends while nobody of the centre is certified.

So does preparing what leads to a supply (``opens`` in prescribers/prepared.py); preparing a stop does not.
"""

PROTECTIVE: Final = frozenset(
    {
        "patients.suspect_pregnancy",
        "patients.tell_partner_pregnancy",
        "patients.record_test",
        "patients.record_contraception",
        "patients.tell_side_effect",
        "patients.revoke_card",
        "patients.record_treatment",
        "patients.correct",
        "patients.correct_identity",
        "patients.change_contacts",
        "patients.propose_merge",
        "patients.send_prescription",
        "patients.answer_notice",
        "safety.report",
        "safety.follow",
        "safety.keep_draft",
        "reminders.follow_up",
        "reminders.choose",
    }
)
"""What stops a supply, reports harm, or keeps the record true and the patient in reach: no certificate's end closes it.

A prescription that is sent on was authorised while its prescriber was certified; the rulebook judges it by that day.
"""


def carries(role: str, act: str) -> bool:
    """Say whether a role carries an act.

    :raises KeyError: when the act is not one of the registry's: a programming error, never a yes.
    """
    return role in ACTS[act].roles
