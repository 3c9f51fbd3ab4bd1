"""What every form of the registry does for whoever fills it in."""

from uuid import UUID, uuid4

import pytest
from django import forms
from django.template import Context, Template

from foundation.checksymbols import make_number
from foundation.forms import ActForm, CardNumberField, CountField, NameField, RadioField, TextField, TickField

NUMBER = make_number("7K3M9QXT4H")


class EveryField(ActForm):
    """One of each kind."""

    family = NameField(label="Family names", help_text="As on the papers")
    category = RadioField(label="Category", choices=[("w", "Woman"), ("m", "Man")], hints={"m": "Whatever his age"})
    strength = forms.ChoiceField(label="Strength", choices=[("", "Choose"), ("4", "4 mg")])
    mail = forms.EmailField(label="Work e-mail")
    capsules = CountField(label="Capsules", least=1, most=84)
    card = CardNumberField(label="Card number")
    note = TextField(label="Note", max_length=5, required=False)
    agreed = TickField(label="She agrees")


def lines(**data: str) -> dict[str, str]:
    form = EveryField({"nonce": str(uuid4()), **data})
    form.is_valid()
    return {line.href: line.text for line in form.error_lines}


def draw(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def test_every_missing_answer_is_named_with_what_to_do_and_a_link_to_it() -> None:
    assert lines() == {
        "#id_family": "“Family names” is empty. Fill it in.",
        "#id_category_0": "“Category” has no answer. Choose one.",
        "#id_strength": "“Strength” has no answer. Choose one.",
        "#id_mail": "“Work e-mail” is empty. Fill it in.",
        "#id_capsules": "“Capsules” is empty. Fill it in.",
        "#id_card": "“Card number” is empty. Fill it in.",
        "#id_agreed": "Tick “She agrees” to go on.",
    }


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("mail", "nowhere", "must be an e-mail address, like name@hospital.eu"),
        ("strength", "9", "choose one of the answers listed"),
        ("category", "x", "choose one of the answers listed"),
        ("capsules", "many", "“Capsules”: enter a whole number, like 21."),
        ("capsules", "0", "“Capsules”: enter 1 or more."),
        ("capsules", "85", "“Capsules”: enter 84 or less."),
        ("note", "too long", "may have at most 5 characters. Shorten it."),
        ("card", "7K3M-9QXT-4HX8", "Compare it with the card"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_that_says_how_to_mend_it(field: str, typed: str, words: str) -> None:
    said = lines(**{field: typed})
    assert words in said.get(f"#id_{field}", said.get(f"#id_{field}_0", ""))


def test_a_scanned_card_number_is_kept_without_its_dress() -> None:
    assert CardNumberField().clean(f"]Q1PPP:{NUMBER}\r\n") == NUMBER


def test_no_radio_is_chosen_beforehand_and_a_hint_stands_with_its_answer() -> None:
    drawn = draw(EveryField())
    assert "checked" not in drawn
    assert "Whatever his age" in drawn


def test_each_form_shown_carries_a_number_of_its_own_and_keeps_it_when_refused() -> None:
    first, second = EveryField()["nonce"].value(), EveryField()["nonce"].value()
    assert UUID(str(first)) != UUID(str(second))
    assert f'value="{first}"' in draw(EveryField({"nonce": str(first)}))


def test_a_form_without_its_number_asks_to_be_opened_again() -> None:
    form = EveryField({})
    assert not form.is_valid()
    without_place = [line.text for line in form.error_lines if not line.href]
    assert without_place == ["This page is incomplete. Open it again and send it once more; nothing was stored."]


def test_what_was_typed_is_kept_and_shown_escaped() -> None:
    drawn = draw(EveryField({"family": "<script>alert(1)</script>"}))
    assert "<script>" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn


def test_errors_and_hints_are_tied_to_their_field_and_nothing_is_styled_in_place() -> None:
    drawn = draw(EveryField({"family": "😀"}))
    assert 'aria-describedby="id_family_helptext id_family_error"' in drawn
    assert 'id="id_family_helptext"' in drawn
    assert 'id="id_family_error"' in drawn
    assert "style=" not in drawn
    assert "<form" not in drawn
    assert "csrfmiddlewaretoken" not in drawn
