"""The words of what a programme file names by a code: methods, criteria, reasons, gates. For every desk alike."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = Promise | str

METHOD_WORDS: Final[dict[str, Text]] = {
    "implant": _("Implant"),
    "levonorgestrel_ius": _("Hormonal coil (levonorgestrel)"),
    "medroxyprogesterone_depot": _("Depot injection (medroxyprogesterone)"),
    "tubal_sterilisation": _("Tubal sterilisation"),
    "vasectomised_partner": _("Partner with vasectomy, her only partner"),
    "progestogen_only_pill": _("Progestogen-only pill that stops ovulation (desogestrel)"),
    "abstinence": _("Complete and continuous abstinence"),
    "combined_hormonal": _("Combined hormonal pill, patch or ring"),
    "copper_iud": _("Copper coil"),
    "barrier": _("Condom, diaphragm or cap"),
    "natural_family_planning": _("Natural family planning"),
    "withdrawal": _("Withdrawal"),
    "other": _("Another method"),
}

CRITERION_WORDS: Final[dict[str, Text]] = {
    "age_50_amenorrhoea_1_year": _("Old enough, and without periods for a year or more for natural reasons"),
    "premature_ovarian_failure": _("Premature ovarian failure, confirmed by a specialist gynaecologist"),
    "bilateral_salpingo_oophorectomy": _("Both tubes and both ovaries removed"),
    "hysterectomy": _("Womb removed"),
    "xy_genotype": _("XY genotype"),
    "turner_syndrome": _("Turner syndrome"),
    "uterine_agenesis": _("Born without a womb"),
    "bilateral_tubal_ligation": _("Both tubes tied (tubal sterilisation)"),
}

REASON_TITLES: Final[dict[str, Text]] = {
    "not_enrolled": _("Not enrolled"),
    "treatment_stopped": _("Treatment stopped"),
    "prescriber_not_certified": _("Prescriber not certified"),
    "pharmacy_not_registered": _("Pharmacy not registered"),
    "card_missing": _("No card"),
    "card_not_valid": _("Card no longer valid"),
    "category_missing": _("No category"),
    "category_changed": _("Category changed"),
    "category_not_justified": _("Category not justified"),
    "agreement_missing": _("Agreement not signed"),
    "pregnancy_suspected": _("Pregnancy suspected"),
    "contraception_missing": _("No contraception"),
    "contraception_too_recent": _("Contraception too recent"),
    "contraception_lapsed": _("Contraception lapsed"),
    "abstinence_not_confirmed": _("Abstinence not confirmed"),
    "test_missing": _("No pregnancy test"),
    "test_not_qualifying": _("Test does not qualify"),
    "supply_too_long": _("Too many days"),
    "supply_overlaps": _("Too early"),
    "quantity_implausible": _("Quantity does not fit"),
    "prescription_cancelled": _("Prescription cancelled"),
    "prescription_in_future": _("Prescription not yet due"),
    "prescription_expired": _("Prescription too old"),
    "prescription_exhausted": _("Prescription used up"),
}

GATE_WORDS: Final[dict[str, Text]] = {
    "block": _("stops the supply"),
    "warn": _("warns, and is recorded"),
    "record": _("is recorded"),
}
