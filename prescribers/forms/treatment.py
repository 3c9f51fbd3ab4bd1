"""The indication and the course of the treatment."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import ParagraphField, RadioField, TextField, ThreePartDateField
from patients.models import Leaving, Treatment
from patients.operations import Indication
from patients.own_pregnancy import ENDED_BY_PREGNANCY
from prescribers.forms.base import RecordForm, offer
from prescribers.words import APPROVALS, DISEASES, END_REASONS, SUBSTANCES, choices
from rulebook import Programme

LINES: Final = 8
LINES_SHOWN: Final = 2
ALONE, OTHER, UNKNOWN = "alone", "other", "unknown"
WITHIN, OUTSIDE = "within", "outside"
KNOWN = "known"
NOBODY = "nobody"
ENDINGS: Final = [(code, words) for code, words in END_REASONS.items() if code != Leaving.DEATH]
"""Why a treatment ends; a death ends it from a page of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One earlier line of treatment on the page; open when something stands in it or in a later one."""

    number: int
    fields: list[forms.BoundField]
    is_open: bool


class IndicationForm(RecordForm):
    """What is treated, with which partners, after which lines, and what the prescriber holds of it."""

    started_on = ThreePartDateField(
        label=gettext_lazy("Treatment begins on"),
        not_after_today=True,
        help_text=gettext_lazy("The day it was decided, if the first capsule is still to come."),
    )
    disease = RadioField(label=gettext_lazy("What is treated?"), choices=[])
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Given together with"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    other_partners = TextField(
        label=gettext_lazy("Other partner medicines (optional)"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Substances, with commas between them."),
    )
    earlier = RadioField(
        label=gettext_lazy("Earlier lines of treatment"),
        choices=[
            ("none", gettext_lazy("None: this is the first")),
            (KNOWN, gettext_lazy("These (fill in the lines below)")),
            (UNKNOWN, gettext_lazy("Not known")),
        ],
    )
    progressed = RadioField(
        label=gettext_lazy("Did the disease progress on the last of them?"),
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No, or there was none")),
            (UNKNOWN, gettext_lazy("Not known")),
        ],
    )
    declared = RadioField(
        label=gettext_lazy("In your own judgement, is this use within the approved indication?"),
        choices=[
            (WITHIN, gettext_lazy("Yes, within")),
            (OUTSIDE, gettext_lazy("No, off label")),
            (UNKNOWN, gettext_lazy("I cannot say")),
        ],
        help_text=gettext_lazy("Off-label use is recorded and never stops a prescription."),
    )
    off_label_reason = ParagraphField(
        label=gettext_lazy("If it is off label: why"),
        required=False,
        rows=3,
        max_length=500,
        help_text=gettext_lazy("The disease, as text, ICD-10 or ORPHA code, and why this medicine."),
    )
    off_label_approval = RadioField(
        label=gettext_lazy("If it is off label: who approved it? (optional)"),
        choices=list(APPROVALS.items()),
        required=False,
    )
    reason = ParagraphField(label=gettext_lazy("Why is the indication corrected?"), rows=2, max_length=500)
    after_birth = ("started_on",)

    def __init__(self, *args: Any, programme: Programme, correcting: bool, **kwargs: Any) -> None:
        """Offer the programme's own diseases and substances, and lines to fill in."""
        super().__init__(*args, **kwargs)
        labels = [*programme.indications, *programme.partner_labels]
        diseases = {one.disease for one in labels}
        substances = {name for one in labels for name in (*one.partners, *(one.prior_includes or ()))}
        self.known_substances = choices(SUBSTANCES, substances)
        offer(self, "disease", [*choices(DISEASES, diseases), (OTHER, DISEASES[OTHER])])
        known = choices(SUBSTANCES, {name for one in labels for name in one.partners})
        self.offered_partners = [(ALONE, _("Nothing: taken alone")), *known, (OTHER, _("Others, named below"))]
        offer(self, "partners", self.offered_partners)
        if not correcting:
            del self.fields["reason"]
        self._add_lines()
        self._part_known_from_others()

    def _part_known_from_others(self) -> None:
        """Show what the form knows as a tick, and only the rest as text."""
        known = {code for code, _words in self.known_substances}
        offered = {code for code, _words in self.offered_partners}
        for name in [name for name in self.initial if name.startswith("line_") and name.endswith("_other")]:
            self.initial[name] = _without(self.initial[name], known)
        if "other_partners" in self.initial:
            rest = _without(self.initial["other_partners"], offered)
            self.initial["other_partners"] = rest
            self.initial["partners"] = [*self.initial["partners"], *([OTHER] if rest else [])]

    def _add_lines(self) -> None:
        for number in range(1, LINES + 1):
            self.fields[f"line_{number}"] = forms.MultipleChoiceField(
                label=_("Line %(number)s") % {"number": number},
                widget=forms.CheckboxSelectMultiple,
                choices=self.known_substances,
                required=False,
            )
            self.fields[f"line_{number}_other"] = TextField(
                label=_("Line %(number)s: other medicines") % {"number": number}, required=False, max_length=200
            )

    @property
    def lines(self) -> list[Line]:
        """Give the pairs of fields of every line, for the page."""
        pairs = [[self[f"line_{n}"], self[f"line_{n}_other"]] for n in range(1, LINES + 1)]
        filled = [any(field.value() or field.errors for field in pair) for pair in pairs]
        return [Line(n, pair, any(filled[n - 1 :])) for n, pair in enumerate(pairs, start=1)]

    @property
    def first_lines(self) -> list[Line]:
        """Give the lines that are always shown."""
        return self.lines[:LINES_SHOWN]

    @property
    def more_lines(self) -> list[Line]:
        """Give the lines that few patients need."""
        return self.lines[LINES_SHOWN:]

    @property
    def answers(self) -> list[forms.BoundField]:
        """Give the fields before the lines."""
        return [self[name] for name in ("started_on", "disease", "partners", "other_partners", "earlier")]

    @property
    def judgements(self) -> list[forms.BoundField]:
        """Give the fields after the lines."""
        names = ("progressed", "declared", "off_label_reason", "off_label_approval", "reason")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Keep the answers consistent: each message says which of two to change."""
        data = super().clean()
        chosen = set(data.get("partners") or [])
        if ALONE in chosen and (len(chosen) > 1 or data.get("other_partners")):
            self.add_error("partners", _("Choose either “Nothing: taken alone” or the partner medicines."))
        if OTHER in chosen and not data.get("other_partners"):
            self.add_error("other_partners", _("Name the other partner medicines, or take the tick out."))
        if data.get("earlier") == KNOWN and not self._regimens():
            self.add_error("earlier", _("Fill in at least one line below, or choose “None” or “Not known”."))
        if data.get("earlier") in {"none", UNKNOWN} and self._regimens():
            self.add_error("earlier", _("Lines are filled in below. Choose “These”, or empty the lines."))
        if data.get("declared") == OUTSIDE and not data.get("off_label_reason"):
            self.add_error("off_label_reason", _("Say why it is used off label: one line is enough."))
        if data.get("declared") in {WITHIN, UNKNOWN} and data.get("off_label_approval") not in {None, "", NOBODY}:
            self.add_error("off_label_approval", _("An approval goes with off-label use. Change one of the two."))
        return data

    def indication(self) -> Indication:
        """Give what the record keeps."""
        data = self.cleaned_data
        earlier = {"none": [], KNOWN: self._regimens(), UNKNOWN: None}[data["earlier"]]
        partners = {*data["partners"], *_named(data["other_partners"])} - {ALONE, OTHER}
        return Indication(
            disease=data["disease"],
            partners=sorted(partners),
            prior_regimens=earlier,
            progressed_on_last={"yes": True, "no": False, UNKNOWN: None}[data["progressed"]],
            declared_off_label={WITHIN: False, OUTSIDE: True, UNKNOWN: None}[data["declared"]],
            off_label_reason=data["off_label_reason"],
            off_label_approval="" if data["off_label_approval"] == NOBODY else data["off_label_approval"],
        )

    def _regimens(self) -> list[list[str]]:
        found = []
        for number in range(1, LINES + 1):
            ticked = self.cleaned_data.get(f"line_{number}") or []
            line = {*ticked, *_named(self.cleaned_data.get(f"line_{number}_other") or "")}
            if line:
                found.append(sorted(line))
        return found


class EndTreatmentForm(RecordForm):
    """When treatment ended, and why."""

    ended_on = ThreePartDateField(label=gettext_lazy("Day of the last capsule"), not_after_today=True)
    reason = RadioField(
        label=gettext_lazy("Why it ended"),
        choices=ENDINGS,
        hints={ENDED_BY_PREGNANCY: gettext_lazy("The safety desk is told at once, as by the red button.")},
    )
    after_birth = ("ended_on",)

    def __init__(self, *args: Any, may_be_pregnant: bool, **kwargs: Any) -> None:
        """Leave out the pregnancy where it can only be a partner's: that has a page of its own, and ends nothing."""
        super().__init__(*args, **kwargs)
        if not may_be_pregnant:
            offer(self, "reason", [(code, words) for code, words in ENDINGS if code != ENDED_BY_PREGNANCY])


class LeaveForm(RecordForm):
    """Why a patient's part in the programme ends; the day of a death, words where no reason fits."""

    cause = RadioField(label=gettext_lazy("Why does the patient leave the programme?"), choices=Leaving.choices)
    died_on = ThreePartDateField(
        label=gettext_lazy("If the patient died: the day of death"), required=False, not_after_today=True
    )
    reason = ParagraphField(label=gettext_lazy("In words, if it needs them"), required=False, rows=2, max_length=500)
    after_birth = ("died_on",)

    def clean(self) -> dict[str, Any]:
        """Keep the day with the death, and the words with a reason that is none of the others."""
        data = super().clean()
        cause = data.get("cause")
        if cause == Leaving.DEATH and data.get("died_on") is None and "died_on" not in self.errors:
            self.add_error("died_on", _("Enter the day of death."))
        if cause not in {None, Leaving.DEATH} and data.get("died_on") is not None:
            self.add_error("died_on", _("Empty this date, or choose “Death” as the reason."))
        if cause == Leaving.OTHER and not data.get("reason"):
            self.add_error("reason", _("Say why: a few words are enough."))
        return data


def initial_of(treatment: Treatment) -> dict[str, Any]:
    """Lay a treatment as it stands out over the fields."""
    earlier = treatment.prior_regimens
    told = {True: "yes", False: "no", None: UNKNOWN}
    declared = {True: OUTSIDE, False: WITHIN, None: UNKNOWN}
    lines = {f"line_{number}": line for number, line in enumerate(earlier or [], start=1)}
    others = {f"{name}_other": ", ".join(line) for name, line in lines.items()}
    return {
        "started_on": treatment.started_on,
        "disease": treatment.disease,
        "partners": treatment.partners or [ALONE],
        "other_partners": ", ".join(treatment.partners or []),
        "earlier": UNKNOWN if earlier is None else KNOWN if earlier else "none",
        "progressed": told[treatment.progressed_on_last],
        "declared": declared[treatment.declared_off_label],
        "off_label_reason": treatment.off_label_reason,
        "off_label_approval": treatment.off_label_approval or None,
        **lines,
        **others,
    }


def _named(text: str) -> list[str]:
    """Read substances typed with commas between them; their order and case say nothing."""
    parts = text.replace(";", ",").replace("+", ",").split(",")
    return [" ".join(part.split()).casefold().replace(" ", "_") for part in parts if part.strip()]


def _without(text: str, known: set[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in _named(text) if name not in known)
