"""The button that stops: on every page on which one may hear of it, for whoever may be pregnant by sex or category."""

import pytest

from patients.eligibility import judge_prescribing
from patients.models import Pregnancy, Treatment
from patients.operations import suspect_pregnancy
from tests.builders import Scene, a_draft, a_man_ready_for_dispensing, a_woman_ready_for_dispensing, now
from tests.prescribers.desk import Answer, Desk, a_delegate_of, address, boxes
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db

BUTTON = "Pregnancy suspected: stop now"


def is_stopped(scene: Scene) -> bool:
    """Ask the rulebook."""
    judgement = judge_prescribing(
        enrolment=scene.enrolment, prescriber_id=scene.prescriber.person_id, draft=a_draft().in_words(), on=today()
    )
    return judgement.holds("pregnancy_suspected")


def presses(desk: Desk, scene: Scene, page: Answer) -> Answer:
    """Press the red button of a page as a browser would: with the hidden fields of its own form."""
    form = Answer.__new__(Answer)
    form.source = page.source.split(f'action="{address(scene.enrolment, "suspicion")}"')[1].split("</form>")[0]
    return desk.sends_again(address(scene.enrolment, "suspicion"), form.hidden)


def test_a_suspicion_of_a_man_does_not_say_that_it_stops() -> None:
    man = a_man_ready_for_dispensing()
    desk = Desk(man.prescriber)
    assert BUTTON not in desk.opens(address(man.enrolment)).text
    page = desk.sends(address(man.enrolment, "suspicion"), {})
    assert page.heading == "A suspicion is recorded, and stops nothing"
    assert "nothing can be dispensed" not in page.text
    assert Pregnancy.objects.get().patient == man.patient


@pytest.mark.parametrize("where", ["", "visit", "test", "contraception", "interrupt", "record", "identity"])
def test_her_word_stops_the_supply_at_one_press_wherever_it_is_heard(where: str) -> None:
    scene = a_woman_ready_for_dispensing()
    desk = Desk(a_delegate_of(scene.prescriber))
    page = desk.opens(address(scene.enrolment, where) if where else address(scene.enrolment))
    assert page.text.count(BUTTON) == 1
    assert presses(desk, scene, page).heading == "Stopped: nothing can be dispensed"
    assert is_stopped(scene)


def test_whose_sex_is_recorded_wrongly_is_stopped_at_one_press_too() -> None:
    """Her papers say male and her category says that she can become pregnant: the stricter of the two counts."""
    scene = a_man_ready_for_dispensing()
    desk = Desk(scene.prescriber)
    desk.sends(address(scene.enrolment, "category"), {"can_become_pregnant": "yes"})
    page = desk.opens(address(scene.enrolment))
    assert page.text.count(BUTTON) == 1
    assert "Print a letter for advice on contraception" in page.text
    assert presses(desk, scene, page).heading == "Stopped: nothing can be dispensed"
    assert is_stopped(scene)


def test_a_case_of_a_partner_is_not_even_offered_for_a_woman() -> None:
    scene = a_woman_ready_for_dispensing()
    page = Desk(scene.prescriber).opens(f"/safety/suspicion/{scene.enrolment.id}/partner/")
    assert page.status == 422
    assert "stop her own supply on her page" in page.text
    assert "Open the case" not in page.text


def ends(scene: Scene, reason: str) -> Answer:
    treatment = Treatment.objects.standing().get(enrolment=scene.enrolment)
    form = boxes("ended_on", today()) | {"reason": reason}
    return Desk(scene.prescriber).sends(address(scene.enrolment, "treatment", treatment.id, "end"), form)


def test_a_treatment_ended_for_a_pregnancy_opens_what_the_safety_desk_follows() -> None:
    scene = a_woman_ready_for_dispensing()
    assert ends(scene, "pregnancy").heading == "Stopped: nothing can be dispensed"
    assert Pregnancy.objects.get().patient == scene.patient
    assert is_stopped(scene)


def test_one_that_is_followed_already_is_not_opened_twice_and_another_reason_opens_none() -> None:
    """The control; a man's treatment does not even offer it: his partner's case has a page of its own."""
    scene = a_woman_ready_for_dispensing()
    suspect_pregnancy(by=scene.prescriber, at=now(), patient=scene.patient, reason="late")
    ends(scene, "pregnancy")
    assert Pregnancy.objects.count() == 1
    other = a_woman_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    ends(other, "progression")
    man = a_man_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    assert ends(man, "pregnancy").status == 422
    assert Pregnancy.objects.count() == 1
