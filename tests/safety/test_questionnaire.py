"""What a pregnancy questionnaire asks has a place of its own, and the case is told it in its elements."""

from typing import Any
from uuid import uuid4

import pytest

from safety.facts import facts_of
from safety.models import Case, PregnancyReport
from safety.pulling import pull
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.safety.pregnancies import a_suspicion
from tests.safety.test_followed import logged_in

pytestmark = pytest.mark.django_db

TOLD: dict[str, Any] = {
    "certainty": "confirmed", "known_how": "blood test", "earlier_pregnancies": "2", "risk_factors": "Smoking",
    "earlier_outcomes": "1 live birth, 1 miscarriage", "height_cm": "168", "weight_kg": "62,5",
}  # fmt: skip


def test_it_is_asked_for_shown_and_drawn_into_the_case(ground: None) -> None:
    scene: Scene = a_woman_ready_for_dispensing()
    suspicion = a_suspicion(scene)
    day, client = suspicion.suspected_on, logged_in(scene.prescriber)
    listed = f"/safety/pregnancy/{scene.enrolment.id}/"
    url = f"{listed}{suspicion.id}/report/"
    on = {"positive_on_day": day.day, "positive_on_month": day.month, "positive_on_year": day.year}
    sent = {"nonce": str(uuid4())} | TOLD | on
    for one, words in (
        ({"weeks": "45"}, "“Weeks of pregnancy, measured”: enter 44 or less."),
        ({"weight_kg": "heavy"}, "“Weight of the mother, in kg”: enter a number from 25 to 300, like 62.5."),
        ({"weight_kg": "62.55"}, "“Weight of the mother, in kg”: enter a number from 25 to 300, like 62.5."),
        ({"earlier_pregnancies": "0"}, "You wrote 0 earlier pregnancies, and how they ended: “1 live birth,"),
    ):
        assert words in client.post(url, sent | one).content.decode()
    assert not PregnancyReport.objects.exists()
    assert client.post(url, sent).status_code == 302
    page = client.get(listed).content.decode()
    assert "2: 1 live birth, 1 miscarriage" in page
    assert all(words in page for words in ("Smoking", "168 cm", "62.5 kg", "Day of the positive test"))
    assert client.get(url).context["form"]["weight_kg"].value() == "62.5"
    pull(at=scene.at)
    facts = facts_of(Case.objects.get(source_series=suspicion.series).versions.latest("number").facts)
    assert (facts.patient.weight, facts.patient.height) == ("62.5", "168")
    history = "Earlier pregnancies: 2. How they ended: 1 live birth, 1 miscarriage. Risk factors: Smoking."
    assert facts.patient.history == history
    assert f"{history} Height 168 cm. Weight 62.5 kg." in facts.narrative
    assert [(one.name, one.result, one.on) for one in facts.tests] == [("Pregnancy test", "positive", f"{day:%Y%m%d}")]
