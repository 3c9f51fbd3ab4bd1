"""National health numbers: each country's own check where one is known, length and characters elsewhere."""

import unicodedata
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import ValidationError

from patients.refusals import UnsoundIdentity

SHORTEST, LONGEST = 4, 40

Text = Promise | str


@dataclass(frozen=True, slots=True)
class Country:
    """What a country calls its number, and the modules of the check, any one of which may pass it."""

    name: Text
    number: Text = ""
    checks: tuple[str, ...] = ()

    @property
    def is_checked(self) -> bool:
        """Say whether the registry knows the check of this country's numbers."""
        return bool(self.checks)


COUNTRIES: Final[dict[str, Country]] = {
    "AT": Country(gettext_lazy("Austria"), "Sozialversicherungsnummer", ("at.vnr",)),
    "BE": Country(gettext_lazy("Belgium"), "INSZ / NISS", ("be.nn", "be.bis")),
    "BG": Country(gettext_lazy("Bulgaria"), "ЕГН, ЛНЧ", ("bg.egn", "bg.pnf")),
    "HR": Country(gettext_lazy("Croatia"), "OIB", ("hr.oib",)),
    "CY": Country(gettext_lazy("Cyprus")),
    "CZ": Country(gettext_lazy("Czechia"), "rodné číslo", ("cz.rc",)),
    "DK": Country(gettext_lazy("Denmark"), "CPR-nummer", ("dk.cpr",)),
    "EE": Country(gettext_lazy("Estonia"), "isikukood", ("ee.ik",)),
    "FI": Country(gettext_lazy("Finland"), "henkilötunnus", ("fi.hetu",)),
    "FR": Country(gettext_lazy("France"), "NIR", ("fr.nir",)),
    "DE": Country(gettext_lazy("Germany")),
    "GR": Country(gettext_lazy("Greece"), "ΑΜΚΑ", ("gr.amka",)),
    "HU": Country(gettext_lazy("Hungary")),
    "IS": Country(gettext_lazy("Iceland"), "kennitala", ("is_.kennitala",)),
    "IE": Country(gettext_lazy("Ireland"), "PPS number", ("ie.pps",)),
    "IT": Country(gettext_lazy("Italy"), "codice fiscale", ("it.codicefiscale",)),
    "LV": Country(gettext_lazy("Latvia")),
    "LI": Country(gettext_lazy("Liechtenstein"), "PEID", ("li.peid",)),
    "LT": Country(gettext_lazy("Lithuania"), "asmens kodas", ("lt.asmens",)),
    "LU": Country(gettext_lazy("Luxembourg")),
    "MT": Country(gettext_lazy("Malta")),
    "NL": Country(gettext_lazy("Netherlands"), "BSN", ("nl.bsn",)),
    "NO": Country(gettext_lazy("Norway"), "fødselsnummer", ("no.fodselsnummer",)),
    "PL": Country(gettext_lazy("Poland"), "PESEL", ("pl.pesel",)),
    "PT": Country(gettext_lazy("Portugal")),
    "RO": Country(gettext_lazy("Romania"), "CNP", ("ro.cnp",)),
    "SK": Country(gettext_lazy("Slovakia"), "rodné číslo", ("sk.rc",)),
    "SI": Country(gettext_lazy("Slovenia"), "EMŠO", ("si.emso",)),
    "ES": Country(gettext_lazy("Spain"), "DNI, NIE", ("es.dni", "es.nie")),
    "SE": Country(gettext_lazy("Sweden"), "personnummer", ("se.personnummer",)),
    "CH": Country(gettext_lazy("Switzerland"), "AHV / AVS", ("ch.ssn",)),
    "GB": Country(gettext_lazy("United Kingdom"), "NHS number", ("gb.nhs",)),
}
"""Whose numbers are written down; a country that is not here has its numbers held to length and characters."""


def country_of(code: str) -> Country:
    """Give what is known of a country's numbers; of one that is not listed, nothing."""
    return COUNTRIES.get(code) or Country(code)


def read_health_id(*, country: str, number: str) -> str:
    """Read a number as it was typed and give it in the one form that is kept.

    Full-width digits, spaces, dots and dashes make no difference.

    :raises UnsoundIdentity: when it cannot be a number of this country.
    """
    typed = unicodedata.normalize("NFKC", number).strip()
    known = country_of(country)
    if known.is_checked:
        return _checked(known, typed)
    plain = plain_number(typed)
    if not SHORTEST <= len(plain) <= LONGEST or not plain.isascii():
        raise UnsoundIdentity(
            _("A health number has %(least)s to %(most)s letters and digits. Compare it with the papers.")
            % {"least": SHORTEST, "most": LONGEST},
            field="health_id",
        )
    return plain


def plain_number(number: str) -> str:
    """Give a number without the dots, dashes and spaces it is written with, in plain digits and capitals."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", number).upper() if sign.isalnum())


def _checked(country: Country, typed: str) -> str:
    for name in country.checks:
        module: Any = import_module(f"stdnum.{name}")
        try:
            return plain_number(module.validate(typed))
        except ValidationError:
            continue
    raise UnsoundIdentity(
        _(
            "This is not a number of %(country)s (%(number)s): its length or its check digits do not fit. "
            "Compare it with the papers; a sign is wrong, missing or in the wrong place."
        )
        % {"country": country.name, "number": country.number},
        field="health_id",
    )
