"""The gallery: every component on one page with made-up content, for the demo and for those who build."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace as Sample

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from foundation.checksymbols import format_number, make_number
from foundation.forms import (
    ActForm,
    CardNumberField,
    CountField,
    NameField,
    ParagraphField,
    RadioField,
    ThreePartDateField,
    TickField,
)
from foundation.qr import card_svg
from foundation.ribbon import draw_ribbon

_TODAY = date(2026, 11, 23)
_NUMBER = make_number("7K3M9QXT4H")


class SampleForm(ActForm):
    """One field of every kind."""

    family_name = NameField(label=_("Family names"), help_text=_("As on her papers"))
    born_on = ThreePartDateField(label=_("Date of birth"), help_text=_("For example, 14 3 1981"), not_after_today=True)
    category = RadioField(
        label=_("Can this patient become pregnant?"),
        choices=[("yes", _("Woman who can become pregnant")), ("no", _("Woman who cannot become pregnant"))],
        hints={"no": _("One of the four criteria of the label applies.")},
    )
    specialty = forms.ChoiceField(label=_("Specialty"), choices=[("", _("Choose one")), ("h", _("Haematology"))])
    email = forms.EmailField(label=_("Work e-mail"))
    capsules = CountField(label=_("Capsules"), least=1, most=84)
    card = CardNumberField(label=_("Card number"), required=False)
    reason = ParagraphField(label=_("Reason"), required=False)
    agreed = TickField(label=_("Counselled, and she agrees to go on"))


@dataclass(frozen=True, slots=True)
class _Sections:
    """What the page shows below its forms."""

    reasons: list[Sample]
    groups: list[Sample]
    rows: list[Sample]
    columns: list[Sample]
    table: list[Sample]
    patient: Sample


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; ``?errors`` shows the form refused."""
    data = {"family_name": "😀", "born_on_day": "31", "born_on_month": "2", "born_on_year": "1981"}
    form = SampleForm(data if "errors" in request.GET else None, today=_TODAY)
    ribbon = draw_ribbon(
        first=date(2026, 10, 29),
        days=28,
        today=_TODAY,
        window=(date(2026, 11, 22), date(2026, 11, 25)),
        due=date(2026, 11, 25),
        text=str(_("Day 26 of 28. Next test from 22 November, due on 25 November 2026.")),
    )
    context = {
        "form": form,
        "ribbon": ribbon,
        "square_code": card_svg(_NUMBER, label=str(_("Square code of the card"))),
        "number": format_number(_NUMBER),
        "page": Paginator(list(range(60)), 25).page(2),
        "sections": _sections(),
        "dos": [_("Use your contraception every day."), _("Come to every test.")],
        "donts": [_("Do not share the capsules."), _("Do not give blood.")],
    }
    return render(request, "components/gallery.html", context)


def _sections() -> _Sections:
    return _Sections(
        reasons=_reasons(),
        groups=[Sample(title=_("Before you start"), tasks=_tasks())],
        rows=[
            Sample(label=_("Name"), value="GARCÍA LÓPEZ, María", change_url="#name"),
            Sample(label=_("Date of birth"), value="14 March 1981", change_url="#born"),
        ],
        columns=[Sample(label=_("Patient"), numeric=False), Sample(label=_("Status"), numeric=False)],
        table=[_row("GARCÍA LÓPEZ, María", _("Visit due"), "wait"), _row("ΠΑΠΑΔΟΠΟΥΛΟΥ, Ελένη", _("Stopped"), "no")],
        patient=Sample(
            name="GARCÍA LÓPEZ, María",
            url="#patient",
            born="14 March 1981",
            category=_("Woman who can become pregnant"),
            programme="Pomalidomide",
            card_number=format_number(_NUMBER),
            state=_("In treatment"),
            state_tone="plain",
        ),
    )


def _reasons() -> list[Sample]:
    full = Sample(
        text=_("No negative test on the day of the prescription or in the 3 days before it."),
        remedy=_("The prescriber tests and prescribes again; it can be today."),
        who=_("the prescriber"),
        from_when=_("today"),
        source="EMA/240195/2019",
        code="test_missing",
    )
    bare = Sample(text=_("The prescription is too old."), remedy="", who="", from_when="", source="", code="")
    return [full, bare]


def _tasks() -> list[Sample]:
    wait = _("4 weeks of contraception are complete on 10 December 2026.")
    return [
        Sample(label=_("Identify the patient"), url="#a", state=_("Completed"), tone="", hint=""),
        Sample(label=_("Record the test"), url="#b", state=_("Not started"), tone="open", hint=""),
        Sample(label=_("Issue the card"), url="", state=_("Cannot start yet"), tone="", hint=wait),
    ]


def _row(name: str, state: object, tone: str) -> Sample:
    head = Sample(label="", text=name, url="#record", hidden_text="", tag_tone="", number=False, numeric=False)
    cell = Sample(label=_("Status"), text=state, url="", hidden_text="", tag_tone=tone, number=False, numeric=False)
    return Sample(cells=[head, cell])
