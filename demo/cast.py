"""The people and places of the demo as data; none of them exists."""

from dataclasses import dataclass

from accounts.models import Kind, Role

PASSWORD = "nobody-here-is-real"  # noqa: S105  (printed on the terminal: the demo's people are not)
FOUNDER = "berthe@programme-office.example"


CLIENT_SECRET = "ppp_nobody-here-is-real-and-nor-is-this-secret"  # noqa: S105  (printed on the terminal as well)
CLIENT_OF = "delinde"
"""The pharmacy whose own program is let in, so that the interface can be tried."""

SECOND_STEP_OF = "luc"
SECOND_STEP_SECRET = "NOBODYHEREISREALNORISTHESECRET22"  # noqa: S105  (printed on the terminal as well)
"""What his authenticator app holds, so that signing with the second step can be seen without setting one up."""


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the demo."""

    key: str
    name: str
    kind: str
    country: str
    telephone: str
    programmes: tuple[str, ...] = ()

    @property
    def time_zone(self) -> str:
        """Give the zone of its country."""
        return "Europe/Berlin" if self.country == "DE" else "Europe/Brussels"

    @property
    def language(self) -> str:
        """Give the language of its letters: German in Germany, and what every visitor reads elsewhere."""
        return "de" if self.country == "DE" else "en-gb"

    @property
    def email(self) -> str:
        """Give the address of the place itself."""
        return f"desk@{self.key}.example"


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the demo: her first role is the one the stories act in."""

    key: str
    name: str
    language: str
    roles: tuple[tuple[str, str], ...]
    certified_for: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """Give the address she logs in with."""
        return f"{self.key}@{self.roles[0][1]}.example"


BELGIAN = ("pomalidomide-eu", "lenalidomide-eu", "thalidomide-eu")
GERMAN = ("pomalidomide-de", "lenalidomide-eu", "thalidomide-eu")

OFFICE = "programme-office"

PLACES = (
    Place(OFFICE, "Programme office Exempla", Kind.COMPANY, "BE", "+32 2 555 01 00"),
    Place("safety-desk", "Exempla safety desk", Kind.COMPANY, "BE", "+32 2 555 01 10"),
    Place("authority-be", "Medicines authority, Belgium", Kind.AUTHORITY, "BE", "+32 2 555 02 00"),
    Place("authority-de", "Medicines authority, Germany", Kind.AUTHORITY, "DE", "+49 30 5550 200"),
    Place("aldegonde", "Hôpital Sainte-Aldegonde, Brussels", Kind.CENTRE, "BE", "+32 2 555 10 00"),
    Place("zonneveld", "Ziekenhuis Zonneveld, Ghent", Kind.CENTRE, "BE", "+32 9 555 10 00"),
    Place("morgenstern", "Klinikum Morgenstern, Leipzig", Kind.CENTRE, "DE", "+49 341 5550 100"),
    Place("rheinbogen", "Praxis am Rheinbogen, Cologne", Kind.CENTRE, "DE", "+49 221 5550 100"),
    Place("delinde", "Apotheek De Linde, Brussels", Kind.PHARMACY, "BE", "+32 2 555 20 00", BELGIAN[:2]),
    Place("parvis", "Pharmacie du Parvis, Ghent", Kind.PHARMACY, "BE", "+32 9 555 20 00", BELGIAN),
    Place("linden", "Linden-Apotheke, Leipzig", Kind.PHARMACY, "DE", "+49 341 5550 200", GERMAN),
    Place("rosen", "Rosen-Apotheke, Cologne", Kind.PHARMACY, "DE", "+49 221 5550 200", GERMAN[:2]),
)

MEMBERS = (
    Member("anneke", "Dr Anneke Verstraeten", "en-gb", ((Role.PRESCRIBER, "aldegonde"),), BELGIAN),
    Member("luc", "Dr Luc Delvaux", "en-gb", ((Role.PRESCRIBER, "aldegonde"),), BELGIAN),
    Member("noor", "Noor Claes", "en-gb", ((Role.DELEGATE, "aldegonde"), (Role.DELEGATE, "zonneveld"))),
    Member("eva", "Dr Eva Willaert", "en-gb", ((Role.PRESCRIBER, "zonneveld"),), BELGIAN),
    Member("guy", "Dr Guy Renard", "en-gb", ((Role.PRESCRIBER, "zonneveld"),), BELGIAN[:1]),
    Member("miriam", "Dr. Miriam Ackermann", "de", ((Role.PRESCRIBER, "morgenstern"),), GERMAN),
    Member("jonas", "Dr. Jonas Wieland", "de", ((Role.PRESCRIBER, "morgenstern"),), GERMAN),
    Member("sabine", "Sabine Tröger", "de", ((Role.DELEGATE, "morgenstern"),)),
    Member("petra", "Dr. Petra Lohse", "de", ((Role.PRESCRIBER, "rheinbogen"),), GERMAN),
    Member("heiko", "Heiko Manz", "de", ((Role.DELEGATE, "rheinbogen"),)),
    Member("dries", "Dries Maes", "en-gb", ((Role.PHARMACIST, "delinde"),)),
    Member("lotte", "Lotte Aerts", "en-gb", ((Role.PHARMACIST, "delinde"),)),
    Member("amelie", "Amélie Noël", "en-gb", ((Role.PHARMACIST, "parvis"),)),
    Member("ulrike", "Ulrike Brandt", "de", ((Role.PHARMACIST, "linden"),)),
    Member("timo", "Timo Falk", "de", ((Role.PHARMACIST, "rosen"),)),
    Member("hilde", "Hilde Peeters", "en-gb", ((Role.AUTHORITY, "authority-be"),)),
    Member("mathilde", "Mathilde Claessens", "en-gb", ((Role.AUTHORITY, "authority-be"),)),
    Member("karl", "Karl Bergmann", "de", ((Role.AUTHORITY, "authority-de"),)),
    Member("sofia", "Sofia Marques", "en-gb", ((Role.SAFETY_OFFICER, "safety-desk"),)),
    Member("rui", "Rui Almeida", "en-gb", ((Role.SAFETY_OFFICER, "safety-desk"),)),
    Member("pieter", "Pieter Goossens", "en-gb", ((Role.PROGRAMME_MANAGER, OFFICE),)),
    Member("marijke", "Marijke Wouters", "en-gb", ((Role.PROGRAMME_MANAGER, OFFICE), (Role.ADMINISTRATOR, OFFICE))),
)
