"""What leaves the registry by mail: enough to act on, and nothing that a lock screen may not show."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import translation

from accounts.actor import SCHEDULER, Actor
from accounts.guessing import write_refused
from accounts.models import Organisation, Role, User
from accounts.operations import confirm_recovery, invite_to_role, invite_user, start_recovery
from accounts.refusals import NotPermitted, NotVisible
from obligations.operations import tell_obligations
from outbox.models import Message, State
from patients.identity import person_of
from patients.operations import (
    refuse_category,
    refuse_transfer,
    send_prescription,
    suspect_pregnancy,
    tell_partner_pregnancy,
)
from pharmacies.operations import check_card, tell_prescriber
from pharmacies.returns import reverse_dispensing
from programmes.declaring import refuse_declaration
from programmes.getting_there import send_material
from programmes.mailing import mailing
from programmes.models import PharmacyRegistration, PrescriberCertification
from programmes.operations import recall_batch
from reminders.letters import FACTS
from reminders.operations import plan, send_batch, tell_who_watches
from reminders.patient_messages import CODE
from reminders.planning import TO_PATIENT
from safety.models import Case
from safety.operations import ask_reporter, report_side_effect, tell_overdue
from safety.pulling import pull
from tests.accounts.beforehand import a_sending
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_pharmacy,
    a_place_for,
    a_request,
    a_test,
    a_user,
    a_woman_ready_for_dispensing,
    an_actor,
    an_answer,
    an_application,
    now,
    user_of,
)
from tests.obligations.owed import an_obligation
from tests.patients.proposals import a_proposal, a_second
from tests.pharmacies.shelf import a_pack
from tests.pharmacies.two_people import a_late_entry, an_authority
from tests.programmes.kits import a_body, a_declaration, a_draft, a_manager, a_material_in_force, an_assessor
from tests.reminders.scenes import DAY, a_patient_in_treatment
from tests.reports.kept import a_kept_report, an_authority_of
from tests.safety.reports import a_report as a_side_effect
from tests.safety.reports import an_officer

pytestmark = pytest.mark.django_db

BANNED = re.compile(
    r"pregnan|domide|medicine|capsule|contracep|test|haemat|onco|myelom|cancer|tumour|clinic|categor|schwanger|"
    r"prevention|programme|childbearing",
    re.IGNORECASE,
)
LINK = re.compile(r"http://testserver(/\S*)")


@pytest.fixture
def scene() -> Scene:
    """Give a woman to whom everything may be dispensed, at this moment."""
    return a_woman_ready_for_dispensing(at=now())


@pytest.fixture
def everything_told(scene: Scene) -> list[EmailMessage]:
    """Do on one patient everything that is told to somebody, send it, and give the mails."""
    _declared_and_answered(scene.at)
    send_prescription(by=scene.prescriber, at=scene.at, **a_sending(scene))
    a_dispensing(scene)
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient, result="positive")
    man = a_man_ready_for_dispensing(at=scene.at)
    suspect_pregnancy(by=man.prescriber, at=scene.at, patient=man.patient, reason="late")
    reverse_dispensing(by=man.pharmacist, at=scene.at, dispensing=a_dispensing(man).dispensing, reason="nobody came")
    tell_partner_pregnancy(
        by=man.prescriber, at=scene.at, patient=man.patient, known_on=scene.at.date(), words="a test at home"
    )
    proposal = a_proposal(by=scene.prescriber, at=scene.at, enrolment=scene.enrolment)
    refuse_category(by=a_second(scene.prescriber), at=scene.at, proposal=proposal, reason="not hers")
    check = check_card(by=scene.pharmacist, at=scene.at, number=scene.card.number)
    tell_prescriber(by=scene.pharmacist, at=scene.at, check=check)
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    invite_user(
        by=administrator, at=scene.at, email="new@example.org", name="New Person", telephone="", language="en-gb"
    )
    _a_further_role_and_a_lost_second_step(administrator, at=scene.at)
    an_answer(application=an_application(at=scene.at))
    for _ in range(settings.GUESSES_AT_MOST):
        write_refused(by=scene.prescriber, at=scene.at, act="patients.read", refusal=NotVisible("not hers"))
    for _ in range(settings.UNKNOWN_CARDS_AT_MOST):
        check_card(by=scene.pharmacist, at=scene.at, number=None)
    refuse_transfer(by=scene.prescriber, at=scene.at, transfer=a_request(scene), words="She stays.")
    _entered_late(scene.at)
    _send_all(scene.at)
    _laid_aside(scene.at)
    _what_falls_due_is_told(scene.at)
    _the_safety_desk_asks_and_is_late(scene.at)
    a_kept_report(by=an_authority_of(), at=scene.at)
    _conditions_are_due(scene.at)
    _a_text_was_sent_and_not_confirmed(scene.at)
    _send_all(scene.at)
    return mail.outbox


def _a_text_was_sent_and_not_confirmed(at: dt.datetime) -> None:
    """Send a material to a pharmacy elsewhere, long enough ago for every reminder of it."""
    long_ago = at - max(mailing().remind_after)
    a_pharmacy(country="DE", email="elsewhere@example.org")
    letter = a_material_in_force(at=long_ago, kind="letter", country="DE", body=a_body(safety_relevant=True))
    send_material(by=a_manager(), at=long_ago, material=letter)
    an_assessor()
    a_draft(at=at, kind="letter", version="2")


def _declared_and_answered(at: dt.datetime) -> None:
    """Let a prescriber declare, and the office refuse her the certificate."""
    office, declaration = a_manager(), a_declaration(at=at)
    _send_all(at)
    refuse_declaration(by=office, at=at, declaration=declaration, reason="not in the register")


def _conditions_are_due(at: dt.datetime) -> None:
    """Let one condition of the authorisation be due soon, and another be overdue."""
    an_officer()
    for days in (3, -3):
        an_obligation(at=at, due=at.date() + days * DAY)
    tell_obligations(at=at)


def _entered_late(at: dt.datetime) -> None:
    """Enter one supply late that was in order, and one on an expired prescription, of a batch that is called back."""
    an_authority()
    office, product = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER)), a_pack().product
    recall_batch(by=office, at=at, product=product, number="BAD1", from_on=(at - DAY).date(), reason="not sterile")
    for written, batch in ((at - DAY, "GOOD1"), (at - 9 * DAY, "BAD1")):
        woman = a_woman_ready_for_dispensing(at=written)
        a_late_entry(woman, at=at, happened_at=at - dt.timedelta(hours=1), batch=batch)


def _send_all(at: dt.datetime) -> None:
    while send_batch(by=SCHEDULER, at=at, limit=40).claimed:
        pass


def _laid_aside(at: dt.datetime) -> None:
    """Lay a message aside, let those who watch be told, and take it up again."""
    one = Message.objects.filter(kind="role_given")
    one.update(state=State.PARKED, finished_at=at)
    tell_who_watches(at=at)
    _send_all(at)
    one.update(state=State.SENT)


def _what_falls_due_is_told(at: dt.datetime) -> None:
    """Let a patient miss her visit by three days, and a certification and a registration come to their end."""
    overdue = a_patient_in_treatment(at=at - 31 * DAY)
    soon = (at + 5 * DAY).date()
    PrescriberCertification.objects.filter(prescriber_id=overdue.prescriber.person_id).update(valid_until=soon)
    PharmacyRegistration.objects.filter(pharmacy_id=overdue.pharmacist.place_id).update(valid_until=soon)
    plan(by=SCHEDULER, at=at)
    _send_all(at + DAY)


def _the_safety_desk_asks_and_is_late(at: dt.datetime) -> None:
    """Let a pharmacy report and be asked, and a suspicion be followed too late."""
    officer, woman = an_officer(), a_woman_ready_for_dispensing(at=at - 9 * DAY)
    suspect_pregnancy(by=woman.prescriber, at=at - 9 * DAY, patient=woman.patient, reason="late")
    a_check(woman, at=at)
    report = report_side_effect(
        by=woman.pharmacist, at=at, enrolment=woman.enrolment, report=a_side_effect(known_on=at.date())
    )
    pull(at=at)
    ask_reporter(by=officer, at=at, case=Case.objects.get(source_series=report.series), words="Which batch?")
    tell_overdue(at=at)


def _a_further_role_and_a_lost_second_step(administrator: Actor, *, at: dt.datetime) -> None:
    known, second = a_user(), an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    invite_to_role(
        by=administrator, at=at, email=known.email, name=known.name, telephone="", language="en-gb",
        organisation=a_place_for(Role.DELEGATE), role=Role.DELEGATE, valid_from=at.date(), valid_until=None,
    )  # fmt: skip
    asked = start_recovery(by=administrator, at=at, user=known, identity_check="video", remarks="passport seen")
    confirm_recovery(by=second, at=at, recovery=asked)


def test_every_kind_of_message_has_its_words(everything_told: list[EmailMessage]) -> None:
    letters = Message.objects.exclude(kind__in=[TO_PATIENT, CODE])
    assert set(letters.values_list("kind", flat=True)) == set(FACTS)
    unsent = letters.exclude(state=State.SENT).values_list("kind", "state", "last_error")
    assert list(unsent) == [
        ("material_to_agree", State.DROPPED, "it is answered")
    ]  # the knowledge check, agreed at once
    assert len({one.subject for one in everything_told}) == len(FACTS)


def test_no_mail_names_a_patient_a_medicine_or_her_state(scene: Scene, everything_told: list[EmailMessage]) -> None:
    person = person_of(patient=scene.patient)
    for one in everything_told:
        text = f"{one.subject}\n{one.body}\n{one.from_email}".replace("http://testserver", "")
        assert BANNED.search(text) is None, text
        assert person.family_name.lower() not in text.lower()
        assert person.given_name not in text
        assert scene.card.number not in text


def test_every_mail_leads_to_a_page_of_the_registry(everything_told: list[EmailMessage]) -> None:
    for one in everything_told:
        assert LINK.search(str(one.body)), one.body


def test_the_prescribers_links_open_the_record_they_speak_of(scene: Scene, everything_told: list[EmailMessage]) -> None:
    client = Client()
    client.force_login(user_of(scene.prescriber))
    mine = [one for one in everything_told if one.to == [user_of(scene.prescriber).email]]
    assert len(mine) == 5
    for one in mine:
        found = LINK.search(str(one.body))
        assert found is not None
        answer = client.get(found.group(1))
        assert answer.status_code == 200
        assert person_of(patient=scene.patient).name in answer.content.decode()


OF_OTHER_LETTERS = ("registration", "question", "was sent to you")


def test_the_pharmacy_of_the_last_supply_is_told_at_its_own_address(
    scene: Scene, everything_told: list[EmailMessage]
) -> None:
    ours = [one for one in everything_told if one.to == ["pharmacy@example.org"]]
    told = [one for one in ours if not any(word in one.subject for word in OF_OTHER_LETTERS)]
    assert [scene.prescription.authorisation_number in one.body for one in told] == [True]


def test_a_place_is_written_to_in_its_own_language(scene: Scene) -> None:
    Organisation.objects.filter(id=scene.pharmacist.place_id).update(language="de")
    a_dispensing(scene)
    suspect_pregnancy(by=scene.prescriber, at=scene.at, patient=scene.patient, reason="late")
    send_batch(by=SCHEDULER, at=scene.at)
    [told] = [one for one in mail.outbox if one.to == ["pharmacy@example.org"]]
    english = "Please act today: hold a supply"
    with translation.override("de"):
        assert told.subject == translation.gettext(english) != english


def test_subjects_are_one_short_line(everything_told: list[EmailMessage]) -> None:
    for one in everything_told:
        assert "\n" not in one.subject
        assert 5 < len(one.subject) <= 60


def _told(scene: Scene) -> Message:
    a_dispensing(scene)
    return Message.objects.get(kind="dispensed")


def test_nobody_is_written_to_who_left(scene: Scene) -> None:
    message = _told(scene)
    User.objects.filter(id=message.recipient_id).update(is_active=False)
    send_batch(by=SCHEDULER, at=scene.at)
    message.refresh_from_db()
    assert message.state == State.DROPPED
    assert mail.outbox == []


def test_a_message_without_words_is_kept_for_a_person_and_holds_up_nobody(scene: Scene) -> None:
    message = _told(scene)
    Message.objects.filter(id=message.id).update(kind="unheard_of")
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient, result="positive")
    send_batch(by=SCHEDULER, at=scene.at)
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert message.last_error == "KeyError"
    assert len(mail.outbox) == 2


def test_an_actor_other_than_the_scheduler_cannot_send(scene: Scene) -> None:
    _told(scene)
    with pytest.raises(NotPermitted):
        send_batch(by=scene.prescriber, at=scene.at)
    assert mail.outbox == []
