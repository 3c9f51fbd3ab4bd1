"""The words of every method of contraception, for the desks."""

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
