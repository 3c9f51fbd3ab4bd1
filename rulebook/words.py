"""The words that a history and a programme file may use."""

from typing import Final

CHILDBEARING: Final = "childbearing"
NON_CHILDBEARING: Final = "non_childbearing"
MALE: Final = "male"
CATEGORIES: Final = (CHILDBEARING, NON_CHILDBEARING, MALE)

DISPENSE: Final = "dispense"
PRESCRIBE: Final = "prescribe"
QUESTIONS: Final = (DISPENSE, PRESCRIBE)

NEGATIVE: Final = "negative"
POSITIVE: Final = "positive"
INCONCLUSIVE: Final = "inconclusive"
RESULTS: Final = (NEGATIVE, POSITIVE, INCONCLUSIVE)

ABSTINENCE: Final = "abstinence"
TUBAL_STERILISATION: Final = "tubal_sterilisation"
ACCEPTABLE_METHODS: Final = (
    "implant",
    "levonorgestrel_ius",
    "medroxyprogesterone_depot",
    TUBAL_STERILISATION,
    "vasectomised_partner",
    "progestogen_only_pill",
    ABSTINENCE,
    "combined_hormonal",
    "copper_iud",
)
NEVER_ACCEPTED_ALONE: Final = ("barrier", "natural_family_planning", "withdrawal", "other")
METHODS: Final = ACCEPTABLE_METHODS + NEVER_ACCEPTED_ALONE

AGE_CRITERION: Final = "age_50_amenorrhoea_1_year"
CRITERIA: Final = (
    AGE_CRITERION,
    "premature_ovarian_failure",
    "bilateral_salpingo_oophorectomy",
    "hysterectomy",
    "xy_genotype",
    "turner_syndrome",
    "uterine_agenesis",
)
"""The criteria of the European programmes; a programme file may list its country's own besides."""

BLOCK: Final = "block"
WARN: Final = "warn"
RECORD: Final = "record"
GATES: Final = (BLOCK, WARN, RECORD)

ON_LABEL: Final = "on_label"
PARTNER_LABEL: Final = "partner_label"
OFF_LABEL: Final = "off_label"
LABEL_UNKNOWN: Final = "label_unknown"
