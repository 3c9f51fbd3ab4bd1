"""The monthly visit on one page: what is asked each time, what is carried over, and what is never given beforehand."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import ParagraphField, RadioField, ThreePartDateField, TickField
from patients.models import PregnancyTest, Prescription, Result
from patients.operations import NewTest, SideEffect, VisitAnswers
from prescribers.asks import Asks
from prescribers.forms.base import RecordForm, offer
from prescribers.forms.prescription import DraftForm
from prescribers.forms.protection import YES_NO, Sensitivity
from prescribers.words import SPECIMENS, Text
from rulebook import Programme

UNCHANGED, CHANGED = "unchanged", "changed"
NONE, TOLD = "none", "told"
TEST_FIELDS: Final = ("result", "sampled_on", "specimen", "sensitivity_miu_ml", "at_home")
DRAFT_FIELDS: Final = ("strength", "capsules_a_day", "cycle", "days_supply")


class VisitForm(DraftForm, RecordForm):
    """Test, contraception, counselling, side effects, prescription."""

    result = RadioField(label=gettext_lazy("Pregnancy test under medical supervision"), choices=Result.choices)
    sampled_on = ThreePartDateField(label=gettext_lazy("Sample taken on"), not_after_today=True)
    specimen = RadioField(label=gettext_lazy("Sample"), choices=list(SPECIMENS.items()))
    sensitivity_miu_ml = Sensitivity(label=gettext_lazy("Sensitivity of the test in mIU/mL"))
    at_home = TickField(
        label=gettext_lazy("It was done at home: it is kept in the record and does not count"), required=False
    )
    contraception = RadioField(label=gettext_lazy("Contraception"), choices=[])
    counselled = TickField(label="")
    side_effects = RadioField(
        label=gettext_lazy("Side effects since the last visit"),
        choices=[(NONE, gettext_lazy("None new")), (TOLD, gettext_lazy("Yes: in the patient's own words"))],
    )
    told = ParagraphField(
        label=gettext_lazy("If there are side effects: what happened, in the patient's own words"),
        required=False,
        rows=3,
        max_length=2000,
    )
    serious = RadioField(
        label=gettext_lazy("If there are side effects: is it serious?"),
        choices=YES_NO,
        required=False,
        hints={
            "yes": gettext_lazy(
                "Death, danger to life, hospital, lasting harm, harm to an unborn child, or as grave as these."
            )
        },
    )
    after_birth = ("sampled_on",)
    asked_anew = ("result", "contraception")

    def __init__(self, *args: Any, programme: Programme, judged_as: str | None, asks: Asks, **kwargs: Any) -> None:
        """Keep the blocks that apply to this patient."""
        super().__init__(*args, programme=programme, judged_as=judged_as, **kwargs)
        self.asks = asks
        self.order_fields([*TEST_FIELDS, "contraception", "counselled", "side_effects", "told", "serious"])
        self.fields["counselled"].label = str(asks.statement)
        for name in ("result", "counselled", "contraception", "side_effects", "serious"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if asks.protects_herself:
            self.fields["result"].required = asks.test_wanted
            offer(self, "contraception", _ways(asks.unchanged))
        else:
            for name in (*TEST_FIELDS, "contraception"):
                del self.fields[name]

    @property
    def is_changed(self) -> bool:
        """Say whether how she protects herself has changed."""
        return self.cleaned_data.get("contraception") == CHANGED

    @property
    def test(self) -> NewTest | None:
        """Give the test, as soon as its own answers are complete, whatever else is missing."""
        data = self.cleaned_data
        if not data.get("result") or any(name in self.errors for name in TEST_FIELDS):
            return None
        return NewTest(
            sampled_on=data["sampled_on"],
            result=data["result"],
            specimen=data["specimen"],
            sensitivity_miu_ml=data["sensitivity_miu_ml"],
            supervised=not data["at_home"],
        )

    @property
    def stops(self) -> bool:
        """Say whether the result stops the supply, however incomplete the rest of the test is."""
        return self.cleaned_data.get("result") not in {None, "", Result.NEGATIVE} and "nonce" in self.cleaned_data

    @property
    def side_effect(self) -> SideEffect | None:
        """Give what was told, as soon as it is complete."""
        data = self.cleaned_data
        if data.get("side_effects") != TOLD or not data.get("told") or not data.get("serious"):
            return None
        return SideEffect(words=data["told"], serious=data["serious"] == "yes")

    def answers(self) -> VisitAnswers:
        """Give what the record keeps."""
        return VisitAnswers(
            agreed_to=self.asks.agreed_to if self.cleaned_data.get("counselled") else "",
            contraception_unchanged=self.cleaned_data["contraception"] == UNCHANGED
            if self.asks.protects_herself
            else None,
            test=self.test,
            side_effect=self.side_effect,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to a side effect that is told, and for none where none is."""
        data = super().clean()
        if data.get("side_effects") == TOLD:
            if not data.get("told") and "told" not in self.errors:
                self.add_error("told", _("Say what happened, in the patient's own words: one line is enough."))
            if not data.get("serious") and "serious" not in self.errors:
                self.add_error("serious", _("Say whether it is serious."))
        elif data.get("side_effects") == NONE and data.get("told"):
            self.add_error("side_effects", _("A side effect is written below. Choose “Yes”, or empty the box."))
        return data

    def sent_again(self) -> list[tuple[str, str]]:
        """List what was sent, for the page on which it is signed to carry."""
        own = set(self.fields) - {"nonce", "version", "about"}
        return [
            (key, value)
            for key in self.data
            for value in self.data.getlist(key)  # type: ignore[attr-defined]  # what a browser sent is a QueryDict
            if key in own or key.rpartition("_")[0] in own
        ]

    def ask_anew(self) -> None:
        """Show what was sent once more, to be changed: results and attestations are asked again."""
        self.renew(version=self.cleaned_data["version"])

    def block(self, *names: str) -> list[forms.BoundField]:
        """Give those of some fields that this patient's page has."""
        return [self[name] for name in names if name in self.fields]


def carried_over(
    *, test: PregnancyTest | None, last: Prescription | None, judged_as: str | None, programme: Programme
) -> dict[str, Any]:
    """Lay out what is as last time: the kind of test and the prescription; never a result, never an attestation."""
    found: dict[str, Any] = {}
    if test is not None:
        found |= {"specimen": test.specimen, "sensitivity_miu_ml": _plain(test.sensitivity_miu_ml)}
    if last is None or last.daily_dose_mg is None or last.cycle_days is None:
        return found
    most = programme.supply(judged_as).max_days if judged_as is not None else last.days_supply
    found |= {
        "strength": _plain(last.strength_mg),
        "cycle": f"{last.intake_days}/{last.cycle_days}",
        "days_supply": min(last.days_supply, most),
    }
    capsules, rest = divmod(last.daily_dose_mg, last.strength_mg)
    return found if rest else found | {"capsules_a_day": int(capsules)}


def _ways(unchanged: Text) -> list[tuple[str, Text]]:
    changed: tuple[str, Text] = (CHANGED, _("Changed, or about to change: it is recorded next"))
    if not unchanged:
        return [changed]
    return [(UNCHANGED, _("No change: %(methods)s") % {"methods": unchanged}), changed]


def _plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
