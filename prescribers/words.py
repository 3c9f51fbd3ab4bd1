"""The words this desk shows for the codes of the record: methods, criteria, diseases, what falls due."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.models import Specimen
from programmes.words import CRITERION_WORDS, METHOD_WORDS

Text = Promise | str
Choices = list[tuple[str, Text]]

METHODS: Final = METHOD_WORDS

METHOD_HINTS: Final[dict[str, Text]] = {
    "tubal_sterilisation": _("Where a document confirms it, say so below."),
    "vasectomised_partner": _("Counts once two negative semen analyses confirm it."),
    "abstinence": _("Counts once she confirms it, and is confirmed again at every visit."),
    "combined_hormonal": _(
        "Accepted with a warning: it raises the risk of blood clots, as pomalidomide, lenalidomide and thalidomide do."
    ),
    "copper_iud": _("Accepted with a warning: infection at insertion, and bleeding where blood counts are low."),
    "barrier": _("Not effective enough alone. It is kept in the record and does not count."),
    "natural_family_planning": _("Not effective enough alone. It is kept in the record and does not count."),
    "withdrawal": _("Not effective enough alone. It is kept in the record and does not count."),
    "other": _("Does not count by itself. Refer her for advice on contraception."),
}

HINTS_OF_A_WARNING: Final = frozenset({"combined_hormonal", "copper_iud"})
"""Methods whose hint says why a programme warns of them; where it does not, there is nothing to say."""

CRITERIA: Final = CRITERION_WORDS

DISEASES: Final[dict[str, Text]] = {
    "multiple_myeloma": _("Multiple myeloma"),
    "myelodysplastic_syndromes": _("Myelodysplastic syndromes"),
    "mantle_cell_lymphoma": _("Mantle cell lymphoma"),
    "follicular_lymphoma": _("Follicular lymphoma"),
    "other": _("Another disease"),
}

SUBSTANCES: Final[dict[str, Text]] = {
    "bortezomib": _("bortezomib"),
    "carfilzomib": _("carfilzomib"),
    "daratumumab": _("daratumumab"),
    "dexamethasone": _("dexamethasone"),
    "elotuzumab": _("elotuzumab"),
    "isatuximab": _("isatuximab"),
    "ixazomib": _("ixazomib"),
    "lenalidomide": _("lenalidomide"),
    "melphalan": _("melphalan"),
    "pomalidomide": _("pomalidomide"),
    "prednisone": _("prednisone"),
    "rituximab": _("rituximab"),
    "thalidomide": _("thalidomide"),
}

SPECIMENS: Final[dict[str, Text]] = dict(Specimen.choices)

SIGNED_HOW: Final[dict[str, Text]] = {
    "paper": _("On paper, kept in a file at the centre"),
    "scan": _("On paper, and a scan of it is kept here"),
    "screen": _("On this screen: drawn, or the name typed"),
}

APPROVALS: Final[dict[str, Text]] = {
    "tumour_board": _("A tumour board"),
    "ethics": _("An ethics committee"),
    "compassionate_use": _("A compassionate-use programme"),
    "other": _("Somebody else"),
    "nobody": _("Nobody so far"),
}

LABELS: Final[dict[str, Text]] = {
    "on_label": _("Within the approved indication"),
    "partner_label": _("Within the approved indication of a partner medicine"),
    "off_label": _("Outside the approved indication (off label)"),
    "label_unknown": _("Cannot be told from what is recorded"),
}

DUE: Final[dict[str, Text]] = {
    "dispense_by": _("The pharmacy must dispense by"),
    "visit": _("Medicine in hand until"),
    "test": _("Next pregnancy test by"),
    "contraception": _("Contraception protects until"),
    "abstinence": _("Confirm abstinence again by"),
    "agreement": _("Agreement valid until"),
    "certification": _("The prescriber's certification ends on"),
    "registration": _("The pharmacy's registration ends on"),
    "last_test": _("Last pregnancy test, not before"),
    "contraception_until": _("Keep up contraception until"),
    "condom_until": _("Use condoms until"),
    "semen_donation_until": _("Do not donate semen until after"),
    "blood_donation_until": _("Do not donate blood until after"),
}

END_REASONS: Final[dict[str, Text]] = {
    "progression": _("The disease progressed"),
    "side_effects": _("Side effects"),
    "completed": _("Treatment completed"),
    "pregnancy": _("Pregnancy"),
    "patient_wish": _("The patient's wish"),
    "lost": _("Lost to follow-up: cannot be reached any more"),
    "death": _("Death"),
    "other": _("Another reason"),
}

CARD_REASONS: Final[dict[str, Text]] = {
    "lost": _("Lost"),
    "stolen": _("Stolen"),
    "copied": _("Copied, or used by somebody else"),
    "damaged": _("Damaged"),
}

LANGUAGES: Final[dict[str, Text]] = {
    "en-gb": _("English"),
    "de": _("German"),
    "fr": _("French"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "nl": _("Dutch"),
    "pl": _("Polish"),
    "el": _("Greek"),
    "bg": _("Bulgarian"),
    "pt": _("Portuguese"),
}


def said(table: dict[str, Text], code: str | None) -> Text:
    """Give the words of a code; one that a country's file adds is shown as it is written there."""
    if code is None:
        return _("not known")
    return table.get(code) or code.replace("_", " ").replace("-", " ")


def choices(table: dict[str, Text], codes: Iterable[str]) -> Choices:
    """List codes with their words, in the order of the table, those it lacks at the end."""
    wanted = set(codes)
    known = [code for code in table if code in wanted]
    return [(code, said(table, code)) for code in [*known, *sorted(wanted - set(known))]]


def substances_said(codes: Iterable[str] | None) -> Text:
    """Name some substances in one line."""
    if codes is None:
        return _("not known")
    named = [str(said(SUBSTANCES, code)) for code in sorted(codes)]
    return ", ".join(named) if named else _("none")
