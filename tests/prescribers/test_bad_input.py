"""Bad input: a message that says what to do, beside the field and in the summary; what was typed is kept; no row."""

import datetime as dt
import re
from typing import Any

import pytest

from patients.models import Contraception, Identity, Patient, PregnancyTest, Treatment
from tests.builders import Scene, a_prescriber, a_woman_ready_for_dispensing
from tests.prescribers.desk import Answer, Desk, address, boxes
from tests.prescribers.forms import (
    a_contraception_form,
    a_draft_form,
    a_test_form,
    an_identity_form,
    an_indication_form,
    today,
)

pytestmark = pytest.mark.django_db

TOMORROW = dt.timedelta(days=1)


def refuses(answer: Answer, words: str) -> None:
    """Find the message twice, in the summary and beside its field, and the page sent back as wrong."""
    assert answer.status == 422
    assert answer.text.count(words) >= 2, answer.text
    assert "<title>Error:" in answer.source


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


GOOD_NAMES = {
    "a Cyrillic name with its Latin form": {
        "family_name": "Іваненко", "given_name": "Анна", "latin_name": "Ivanenko, Anna",
    },
    "a Greek name with its Latin form": {
        "family_name": "Παπαδοπούλου", "given_name": "Ελένη", "latin_name": "Papadopoulou, Eleni",
    },
    "one name only": {"family_name": "", "given_name": "Sukarno"},
    "one letter": {"family_name": "O", "given_name": "E"},
    "hyphens and apostrophes": {"family_name": "O'Brien-Núñez", "given_name": "Zoë"},
    "eighty letters": {"family_name": "A" * 80},
    "a name that looks like nothing": {"family_name": "Null", "given_name": "Test"},
    "a dotted capital i": {"family_name": "İnci", "given_name": "Straße"},
}  # fmt: skip


@pytest.mark.parametrize("what", GOOD_NAMES)
def test_a_real_name_is_taken_as_it_is_written(what: str) -> None:
    answer = Desk(a_prescriber()).sends("/patients/register/", an_identity_form(**GOOD_NAMES[what]))
    assert answer.heading == "Registration in progress", answer.text
    kept = Identity.objects.get()
    assert kept.family_name == GOOD_NAMES[what]["family_name"]


BAD_IDENTITIES = {
    "no name": ({"family_name": "", "given_name": ""}, "Enter the family name, the given name, or both."),
    "an emoji": ({"given_name": "Mar\N{SPARKLES}ía"}, "signs that are not part of a name"),
    "three hundred marks on a letter": ({"given_name": "a" + "\u0301" * 300}, "piled on one another"),
    "Greek without Latin letters": (
        {"family_name": "Παπαδοπούλου"},
        "In Latin letters this may be “Papadopoulou Maria”",
    ),
    "81 letters": ({"family_name": "A" * 81}, "at most 80 characters"),
    "a date that is none": (boxes("birth_date", "2023-02-29"), "is no real date"),
    "the year 1": (boxes("birth_date", "0001-01-01"), "1900"),
    "the year 9999": (boxes("birth_date", "9999-12-31"), "Check the year"),
    "tomorrow": (boxes("birth_date", today() + TOMORROW), "which is after today"),
    "older than anybody": (boxes("birth_date", "1900-01-01"), "more than 120 years ago"),
    "a date of two figures": (boxes("birth_date", "01/02/26"), "has no month"),
    "a week date": (boxes("birth_date", "2026-W11-6"), "has no month"),
    "no sex": ({"sex": ""}, "“Sex recorded at birth” has no answer"),
    "an invented programme": ({"programme": "aspirin-eu"}, "choose one of the answers listed"),
    "a telephone of letters": ({"mobile": "call me"}, "Enter a telephone number"),
    "an address that is none": ({"email": "maria@"}, "must be an e-mail address"),
}


@pytest.mark.parametrize("what", BAD_IDENTITIES)
def test_a_wrong_identity_is_sent_back_and_nobody_is_registered(what: str) -> None:
    wrong, words = BAD_IDENTITIES[what]
    answer = Desk(a_prescriber()).sends("/patients/register/", an_identity_form(**wrong))
    refuses(answer, words)
    assert Patient.objects.count() == 0
    if "family_name" not in wrong:
        assert answer.value("family_name") == "García López"


HOSTILE = ["<img src=x onerror=alert(1)>", "{{7*7}}", "${jndi:ldap://x}", "%s%n"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_made_to_do_harm_is_refused_and_shown_as_the_text_it_is(name: str) -> None:
    answer = Desk(a_prescriber()).sends("/patients/register/", an_identity_form(given_name=name))
    refuses(answer, "signs that are not part of a name")
    assert answer.value("given_name") == name
    assert "<img" not in answer.source


def test_signs_that_turn_the_text_round_are_dropped() -> None:
    Desk(a_prescriber()).sends("/patients/register/", an_identity_form(given_name="An\u202ena\u200b"))
    assert Identity.objects.get().given_name == "Anna"


def test_composed_and_decomposed_letters_are_the_same_name() -> None:
    desk = Desk(a_prescriber())
    desk.sends("/patients/register/", an_identity_form(family_name="Jose\u0301", given_name=""))
    assert Identity.objects.get().family_name == "Jos\u00e9"
    assert "JOSÉ" in desk.sends("/patients/search/", {"name": "josé"}, page="/patients/").text


BAD_TESTS = {
    "no result": ({"result": ""}, "“Result” has no answer"),
    "an invented result": ({"result": "maybe"}, "choose one of the answers listed"),
    "tomorrow": (boxes("sampled_on", today() + TOMORROW), "which is after today"),
    "before she was born": (boxes("sampled_on", dt.date(1980, 1, 1)), "before the patient was born, 14 Mar 1981"),
    "no date": (boxes("sampled_on", None), "“Sample taken on” is empty"),
    "a sensitivity of 0": ({"sensitivity_miu_ml": "0"}, "Enter the number that stands on the kit"),
    "a sensitivity of next to nothing": ({"sensitivity_miu_ml": "0,001"}, "Enter the number that stands on the kit"),
    "a sensitivity of a million": ({"sensitivity_miu_ml": "1000000"}, "Enter the number that stands on the kit"),
    "a sensitivity in words": ({"sensitivity_miu_ml": "good"}, "Enter the number that stands on the kit"),
    "not said whether supervised": ({"supervised": ""}, "has no answer"),
}


@pytest.mark.parametrize("what", BAD_TESTS)
def test_a_wrong_test_is_sent_back_and_not_kept(scene: Scene, what: str) -> None:
    wrong, words = BAD_TESTS[what]
    before = PregnancyTest.objects.count()
    refuses(Desk(scene.prescriber).sends(address(scene.enrolment, "test"), a_test_form(**wrong)), words)
    assert PregnancyTest.objects.count() == before


BAD_CONTRACEPTION = {
    "no method": ({"method": ""}, "“Method” has no answer"),
    "begins tomorrow": (boxes("started_on", today() + TOMORROW), "which is after today"),
    "runs out before it begins": (boxes("valid_until", dt.date(2020, 1, 1)), "is before “In use since”"),
    "before she was born": (boxes("started_on", dt.date(1975, 1, 1)), "before the patient was born"),
    "an implant without an end": (boxes("valid_until", None), "Enter the last day on which it protects"),
    "an implant of a lifetime": (boxes("valid_until", dt.date(2099, 1, 1)), "no single one protects for"),
    "a depot without an end": (
        {"method": "medroxyprogesterone_depot"} | boxes("valid_until", None),
        "Enter the last day",
    ),
    "a depot for half a year": (
        {"method": "medroxyprogesterone_depot"} | boxes("valid_until", today() + dt.timedelta(days=142)),
        "no single one protects for 182 days",
    ),
    "abstinence confirmed of an implant": ({"confirmed_today": "on"}, "it belongs to abstinence only"),
}


@pytest.mark.parametrize("what", BAD_CONTRACEPTION)
def test_wrong_contraception_is_sent_back_and_not_kept(scene: Scene, what: str) -> None:
    wrong, words = BAD_CONTRACEPTION[what]
    before = Contraception.objects.count()
    sent = Desk(scene.prescriber).sends(address(scene.enrolment, "contraception"), a_contraception_form(**wrong))
    refuses(sent, words)
    assert Contraception.objects.count() == before


BAD_INDICATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "alone and with a partner": ({"partners": ["alone", "dexamethasone"]}, "Choose either"),
    "others, not named": ({"partners": ["other"]}, "Name the other partner medicines"),
    "lines announced and none filled in": ({"line_1": [], "line_2": []}, "Fill in at least one line below"),
    "lines filled in and none announced": ({"earlier": "none"}, "Lines are filled in below"),
    "off label without a reason": ({"declared": "outside"}, "Say why it is used off label"),
    "no reason for the correction": ({"reason": ""}, "“Why is the indication corrected?” is empty"),
    "begins tomorrow": (boxes("started_on", today() + TOMORROW), "which is after today"),
    "a megabyte of reason": ({"reason": "a" * 1_000_000}, "at most 500 characters"),
}


@pytest.mark.parametrize("what", BAD_INDICATIONS)
def test_a_wrong_indication_is_sent_back_and_not_kept(scene: Scene, what: str) -> None:
    wrong, words = BAD_INDICATIONS[what]
    before = Treatment.objects.count()
    form = (
        an_indication_form(reason="the letter came", **wrong) if "reason" not in wrong else an_indication_form(**wrong)
    )
    refuses(Desk(scene.prescriber).sends(address(scene.enrolment, "indication"), form), words)
    assert Treatment.objects.count() == before


BAD_DRAFTS = {
    "more days than the category allows": ({"days_supply": "29"}, "more days than the patient's category allows"),
    "no days": ({"days_supply": "0"}, "enter 1 or more"),
    "half a day": ({"days_supply": "1.5"}, "enter a whole number"),
    "a strength nobody makes": ({"strength": "5"}, "choose one of the answers listed"),
    "a cycle of no indication": ({"cycle": "28/28"}, "choose one of the answers listed"),
    "months for days": ({"days_supply": "120"}, "more days than the patient's category allows"),
}


@pytest.mark.parametrize("what", BAD_DRAFTS)
def test_a_wrong_draft_is_sent_back_before_anything_can_be_signed(scene: Scene, what: str) -> None:
    wrong, words = BAD_DRAFTS[what]
    desk = Desk(scene.prescriber)
    refuses(desk.sends(address(scene.enrolment, "prescription"), a_draft_form(**wrong)), words)
    assert desk.opens(address(scene.enrolment, "prescription", "check")).status == 302


def test_a_criterion_that_her_age_does_not_meet_is_refused_by_the_rulebook_and_not_kept(scene: Scene) -> None:
    form = {"criterion": "age_50_amenorrhoea_1_year", "evidence": "letter"}
    answer = Desk(scene.prescriber).sends(address(scene.enrolment, "category"), form)
    refuses(answer, "The patient is 45. This criterion needs 50 or over.")
    assert "Woman who can become pregnant" in answer.text


def test_a_typed_signature_must_be_the_patients_name(scene: Scene) -> None:
    path = address(scene.enrolment, "agreement")
    desk = Desk(scene.prescriber)
    ticks = dict.fromkeys(_ticks(desk.opens(path)), "on")
    answer = desk.sends(path, ticks | {"signer": "patient", "signed_how": "screen", "typed_name": "somebody else"})
    refuses(answer, "draws the signature above, or types the full name here")


def test_a_statement_left_out_is_named(scene: Scene) -> None:
    path = address(scene.enrolment, "agreement")
    desk = Desk(scene.prescriber)
    ticks = {name: "on" for name in _ticks(desk.opens(path)) if name != "says_tests"}
    refuses(desk.sends(path, ticks | {"signed_how": "paper"}), "I will have a pregnancy test before treatment")


def test_a_search_for_nothing_says_what_to_type() -> None:
    answer = Desk(a_prescriber()).sends("/patients/search/", {"name": "  "}, page="/patients/")
    assert answer.status == 422
    assert "“Find a patient by name” is empty" in answer.text


def test_a_search_made_to_be_slow_is_answered() -> None:
    answer = Desk(a_prescriber()).sends("/patients/search/", {"name": "a" * 80}, page="/patients/")
    assert answer.status == 200


def _ticks(page: Answer) -> list[str]:
    return re.findall(r'type="checkbox" name="(\w+)"', page.source)
