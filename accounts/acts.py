"""Every act of the registry and the roles that carry it: what is not listed is refused."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

PRESCRIBER, DELEGATE, PHARMACIST = Role.PRESCRIBER, Role.DELEGATE, Role.PHARMACIST
AUTHORITY, SAFETY = Role.AUTHORITY, Role.SAFETY_OFFICER
MANAGER, ADMINISTRATOR = Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR
EVERYBODY = frozenset(Role)
SYSTEM = "system"


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
        _act("programmes.read", _("read programmes, versions and accreditation"), MANAGER),
        _act("programmes.accredit", _("certify prescribers, register pharmacies"), MANAGER),
        _act("patients.list", _("see the worklist of one's centre"), PRESCRIBER, DELEGATE),
        _act("patients.search", _("search one's centre's patients by name"), PRESCRIBER, DELEGATE),
        _act("patients.read", _("open a patient's record"), PRESCRIBER, DELEGATE),
        _act("patients.register", _("register a patient"), PRESCRIBER, DELEGATE),
        _act("patients.record_treatment", _("record the indication"), PRESCRIBER, DELEGATE),
        _act("patients.record_contraception", _("record contraception"), PRESCRIBER, DELEGATE),
        _act("patients.record_test", _("record a pregnancy test"), PRESCRIBER, DELEGATE),
        _act("patients.suspect_pregnancy", _("stop for a suspicion"), PRESCRIBER, DELEGATE),
        _act("patients.correct", _("correct a record with a reason"), PRESCRIBER, DELEGATE),
        _act("patients.assess_category", _("set the category"), PRESCRIBER),
        _act("patients.sign_agreement", _("sign the agreement"), PRESCRIBER),
        _act("patients.issue_card", _("issue and replace the card"), PRESCRIBER),
        _act("patients.print_card", _("print the card"), PRESCRIBER, DELEGATE),
        _act("patients.interrupt", _("interrupt and resume treatment"), PRESCRIBER),
        _act("patients.end_treatment", _("end treatment"), PRESCRIBER),
        _act("patients.withdraw", _("withdraw a patient"), PRESCRIBER),
        _act("patients.resolve_pregnancy", _("close a suspicion, as second person"), PRESCRIBER),
        _act("patients.authorise", _("authorise a prescription"), PRESCRIBER),
        _act("patients.cancel_prescription", _("cancel a prescription"), PRESCRIBER),
        _act("patients.answer_notice", _("answer a pharmacy's message"), PRESCRIBER, DELEGATE),
        _act("pharmacies.counter", _("open the counter"), PHARMACIST),
        _act("pharmacies.check_card", _("check a card"), PHARMACIST),
        _act("pharmacies.dispense", _("record a dispensing"), PHARMACIST),
        _act("pharmacies.tell_prescriber", _("send a no to the prescriber"), PHARMACIST),
        _act("pharmacies.wrong_person", _("say that the card is not this person's"), PHARMACIST),
        _act("reports.read", _("read the country's figures"), AUTHORITY),
        _act("safety.read", _("read the list of pregnancies"), SAFETY),
        _act("outbox.send", _("send what is due"), SYSTEM),
    )
}


def carries(role: str, act: str) -> bool:
    """Say whether a role carries an act.

    :raises KeyError: when the act is not one of the registry's: a programming error, never a yes.
    """
    return role in ACTS[act].roles
