"""The countries and time zones that an organisation can be in."""

from typing import Final

from django.utils.translation import gettext_lazy as _

COUNTRIES: Final = (
    ("AT", _("Austria")), ("BE", _("Belgium")), ("BG", _("Bulgaria")), ("HR", _("Croatia")), ("CY", _("Cyprus")),
    ("CZ", _("Czechia")), ("DK", _("Denmark")), ("EE", _("Estonia")), ("FI", _("Finland")), ("FR", _("France")),
    ("DE", _("Germany")), ("GR", _("Greece")), ("HU", _("Hungary")), ("IS", _("Iceland")), ("IE", _("Ireland")),
    ("IT", _("Italy")), ("LV", _("Latvia")), ("LI", _("Liechtenstein")), ("LT", _("Lithuania")),
    ("LU", _("Luxembourg")), ("MT", _("Malta")), ("NL", _("Netherlands")), ("NO", _("Norway")), ("PL", _("Poland")),
    ("PT", _("Portugal")), ("RO", _("Romania")), ("SK", _("Slovakia")), ("SI", _("Slovenia")), ("ES", _("Spain")),
    ("SE", _("Sweden")), ("CH", _("Switzerland")), ("GB", _("United Kingdom")),
)  # fmt: skip

TIME_ZONES: Final = (
    "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest",
    "Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Lisbon", "Europe/Ljubljana",
    "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Oslo", "Europe/Paris",
    "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn",
    "Europe/Vaduz", "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich",
    "Asia/Nicosia", "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Madeira", "Atlantic/Reykjavik", "UTC",
)  # fmt: skip
