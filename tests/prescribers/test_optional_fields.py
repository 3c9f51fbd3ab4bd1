"""A field that may stay empty says so: in its label, or in its help, with the case in which it is filled in."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.utils.translation import gettext_lazy

import accounts.forms
import prescribers.forms
from foundation.forms import TextField

ROOMS = [prescribers.forms, accounts.forms]
MODULES = [
    *(one.name for room in ROOMS for one in pkgutil.iter_modules(room.__path__, room.__name__ + ".")),
    "programmes.accreditation_forms",
    "programmes.material_forms",
    "programmes.regime_forms",
]
IN_THE_LABEL = ("(optional)", "If ", "if it needs them", "Representative:", "(only for a no)")
IN_THE_HELP = ("Only where", "eave it empty", "eave empty", "leave the other empty", "where the pharmacy is not listed")
SAID_BESIDE_IT = {
    "AddWebAuthnForm.name": "nothing: a name stands in it already",
    "IdentityForm.reason": "the tick above it, This is a different person; neither is drawn until one is found",
    "evidence": "the help of a woman's form: where none of the criteria applies, this and the next two stay empty",
    "evidence_on": "the same help",
    "evidence_by": "the same help",
    "family_name": "the help of the given name: somebody with one name only",
    "sensitivity_miu_ml": "the help, from the programme: left empty, the test does not count",
    "why_represented": "the help of the first of three: only where a representative signs",
}


def forms_of(module: str) -> Iterator[type[forms.Form]]:
    for one in vars(importlib.import_module(module)).values():
        if isinstance(one, type) and issubclass(one, forms.Form) and one.__module__ == module:
            yield one


def silent(form: type[forms.Form]) -> list[str]:
    """List the fields that may stay empty and do not say when; a choice says by itself what it means to make none."""
    return [
        f"{form.__name__}.{name}"
        for name, field in form.base_fields.items()
        if not (field.required or field.widget.is_hidden or {name, f"{form.__name__}.{name}"} & SAID_BESIDE_IT.keys())
        and not isinstance(field, (forms.BooleanField, forms.ChoiceField))
        and not any(words in str(field.label) for words in IN_THE_LABEL)
        and not any(words in str(field.help_text) for words in IN_THE_HELP)
    ]


@pytest.mark.parametrize("module", MODULES)
def test_a_field_that_may_stay_empty_says_so(module: str) -> None:
    assert [name for form in forms_of(module) for name in silent(form)] == []


def test_one_that_does_not_is_found() -> None:
    class Said(forms.Form):
        remark = TextField(label=gettext_lazy("Remark"), required=False, max_length=10)

    assert silent(Said) == ["Said.remark"]
