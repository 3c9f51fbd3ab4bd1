"""What a person writes of a case, and why a case is none."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from foundation.forms import ActForm, ParagraphField, TextField
from safety.dictionary import term_meant, terms_like
from safety.forms.kept import KeptForm
from safety.forms.report import NONE_OF_THESE
from safety.models import CaseVersion, Criterion
from safety.operations import Written

LONGEST_NARRATIVE = 20_000
CODE = re.compile("[0-9]{8}")


class _OnAVersion(ActForm):
    """A form that was opened on one version of a case."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)


class _KeptOnAVersion(KeptForm, _OnAVersion):
    """The same, where it can be left: what was kept is gone on with on the last version."""

    begun_on: int | None = None
    """The version on which it was begun, where another was written since."""

    def begin_with(self, answers: dict[str, list[str]]) -> None:
        """Begin with what was kept, on the version that is the last one now."""
        last = self.initial["after"]
        super().begin_with(answers)
        begun, self.initial["after"] = str(self.initial["after"]), last
        self.begun_on = int(begun) if begun.isdecimal() and int(begun) != last else None


class VersionForm(_KeptOnAVersion):
    """The narrative, the seriousness and a code; everything else comes from the record."""

    narrative = ParagraphField(
        label=gettext_lazy("Narrative"),
        help_text=gettext_lazy("Drafted from the record, in English for the authorities. Edit it. No names."),
        rows=10,
        max_length=LONGEST_NARRATIVE,
    )
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Was it serious?"),
        help_text=gettext_lazy("Tick all that fit. Without an answer it is treated as serious."),
        choices=[*Criterion.choices, (NONE_OF_THESE, gettext_lazy("None of these: not serious"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    term = TextField(
        label=gettext_lazy("MedDRA code, or the term"),
        help_text=gettext_lazy("8 digits from your own licensed copy, or a term of the one loaded. May stay empty."),
        max_length=200,
        required=False,
    )
    term_version = TextField(label=gettext_lazy("MedDRA version"), max_length=10, required=False)
    sender_comment = ParagraphField(
        label=gettext_lazy("Comment of the safety desk"), rows=3, max_length=LONGEST_NARRATIVE, required=False
    )
    reason = ParagraphField(label=gettext_lazy("What is new in this version?"), rows=2, max_length=500)

    def clean_criteria(self) -> tuple[str, ...] | None:
        """Give the criteria ticked; nothing at all is no answer.

        :raises ValidationError: when “none” is ticked beside something.
        """
        ticked: list[str] = self.cleaned_data["criteria"]
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise ValidationError(gettext("You ticked “None of these” and more. Take one of them away."))
        return tuple(one for one in ticked if one != NONE_OF_THESE) if ticked else None

    def clean(self) -> dict[str, Any]:
        """Want a code and its version together; a term of the loaded dictionary brings both."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["term"] = str(data.get("term") or "").strip()
        if {"term", "term_version"} & set(self.errors):
            return data
        meant = term_meant(said=data["term"]) if data["term"] else None
        if meant is not None and data.get("term_version") in ("", meant.version):
            data["term"], data["term_version"] = meant.code, meant.version
        elif data["term"] and not CODE.fullmatch(data["term"]):
            self.add_error("term", _unknown(data["term"]))
        elif bool(data["term"]) != bool(data.get("term_version")):
            self.add_error("term_version", gettext("Enter the MedDRA code together with its version, or neither."))
        return data

    @property
    def written(self) -> Written:
        """Give what was written, once the form is valid."""
        data = self.cleaned_data
        names = ("narrative", "criteria", "term", "term_version", "sender_comment")
        return Written(**{name: data[name] for name in names})


def _unknown(said: str) -> str:
    """Say that a term is not in the dictionary, and which are near."""
    near = ", ".join(f"{one.code} {one.name}" for one in terms_like(words=said))
    if near:
        return gettext("No term is “%(said)s”. Near it: %(near)s. Enter one of these.") % {"said": said, "near": near}
    return gettext("A MedDRA code has 8 digits.")


class NullifyForm(_KeptOnAVersion):
    """Why a case is none."""

    reason = ParagraphField(
        label=gettext_lazy("Why is this no case?"),
        help_text=gettext_lazy("For example the number of the case that it doubles."),
        rows=3,
        max_length=500,
    )


class ReviewForm(_OnAVersion):
    """A review asks for no more than a button."""


def as_written(version: CaseVersion) -> dict[str, Any]:
    """Give what a version says as a form begins with it."""
    told = version.facts
    first = (told.get("reactions") or [{}])[0]
    ticked = [one for one in Criterion.values if first.get(one) == "true"]
    criteria = ticked or ([NONE_OF_THESE] if version.serious is False else None)
    return {
        "after": version.number, "narrative": told.get("narrative", ""), "criteria": criteria,
        "term": first.get("term", ""), "term_version": first.get("term_version", ""),
        "sender_comment": told.get("sender_comment", ""),
    }  # fmt: skip
