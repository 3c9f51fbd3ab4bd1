"""The truth that is planted: countries, centres of unequal quality, who works there and where patients go."""

import datetime as dt
import random
from dataclasses import dataclass, fields
from typing import Any

PATIENTS_A_CENTRE = 160
"""So many patients a centre has on average: large ones have some times as many."""
ABLE_SHARE = 0.06
"""Of the women, those who can become pregnant."""
LAPSES = 0.04
"""Of the pharmacies, those whose registration lapsed for some weeks."""


@dataclass(frozen=True, slots=True)
class Land:
    """A country with its share of the patients."""

    code: str
    zone: str
    language: str
    town: str
    share: int


LANDS = (
    Land("DE", "Europe/Berlin", "de", "Leipzig", 24),
    Land("FR", "Europe/Paris", "fr", "Lyon", 19),
    Land("IT", "Europe/Rome", "it", "Bologna", 17),
    Land("ES", "Europe/Madrid", "es", "Sevilla", 14),
    Land("PL", "Europe/Warsaw", "pl", "Lublin", 11),
    Land("NL", "Europe/Amsterdam", "nl", "Utrecht", 6),
    Land("BE", "Europe/Brussels", "nl", "Gent", 5),
    Land("AT", "Europe/Vienna", "de", "Graz", 4),
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How often, of the occasions there are, one centre does not do as the programme asks; and what it treats."""

    skips_tests: float
    """Of the visits of women who can become pregnant: nobody tests before the prescription is asked for."""
    uses_weak_tests: float
    """Of the tests: with a kit that is not sensitive enough."""
    tests_another_day: float
    """Of the tests: on a day before the visit."""
    stops_protection: float
    """Of the visits of women who take a pill: she has stopped it, and nobody asked before."""
    invites_late: float
    """Of the visits: later than the interval between tests allows."""
    sends_late: float
    """Of the prescriptions: taken to the pharmacy after their window."""
    off_label: float
    """Of the treatments."""
    label_untold: float
    """Of the treatments: not enough recorded to tell."""
    forgets_last_test: float
    """Of the treatments of such women that ended: nobody tests after the end."""


QUALITIES: tuple[str, ...] = tuple(field.name for field in fields(Quality))


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """A pharmacy and its two pharmacists, and how often it enters afterwards what it did not ask about."""

    id: str
    name: str
    pharmacists: tuple[str, str]
    late_entries: float
    part_supplies: float
    unregistered: tuple[int, int] | None
    """From which day until which its registration had lapsed, if it did."""


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre with its prescribers, the pharmacies that its patients go to, and its quality."""

    id: str
    name: str
    country: str
    zone: str
    language: str
    prescribers: tuple[str, ...]
    pharmacies: tuple[Pharmacy, ...]
    quality: Quality
    size: float
    careless: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole registry before anybody lives in it; all of it follows from the seed and the last day."""

    seed: int
    patients: int
    first_day: int
    last_day: int
    centres: tuple[Centre, ...]
    authorities: tuple[tuple[str, str, str], ...]
    """Id of the place, id of its person, country."""
    programmes: tuple[str, ...]
    able: float
    """Of the women, the share of those who can become pregnant."""

    def programme(self, substance: str, country: str) -> str:
        """Name the programme of a substance in a country: its own where there is one, else the Union's."""
        own = f"{substance}-{country.lower()}"
        return own if own in self.programmes else f"{substance}-eu"

    @property
    def opened(self) -> int:
        """Give the day on which places, people and accreditations began."""
        return self.first_day - 30


def an_id(dice: random.Random) -> str:
    """Draw the id of a row, in the form of a random UUID."""
    drawn = f"{dice.getrandbits(128):032x}"
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{'89ab'[int(drawn[16], 16) & 3]}{drawn[17:20]}-{drawn[20:]}"


def draw_plan(
    *, seed: int, patients: int, months: int, until: dt.date, programmes: tuple[str, ...], able: float = ABLE_SHARE
) -> Plan:
    """Draw the places and their qualities.

    :param until: the last day that is lived through.
    :param programmes: the ids of the programmes in force.
    """
    dice = random.Random(f"plan/{seed}")
    last_day = until.toordinal()
    total = sum(land.share for land in LANDS)
    centres: list[Centre] = []
    for land in LANDS:
        wanted = max(1, round(patients * land.share / total / PATIENTS_A_CENTRE))
        centres += [_centre(dice, seed, land, number, last_day) for number in range(1, wanted + 1)]
    return Plan(
        seed=seed,
        patients=patients,
        first_day=last_day - round(months * 30.4375),
        last_day=last_day,
        centres=tuple(centres),
        authorities=tuple([(an_id(dice), an_id(dice), land.code) for land in LANDS]),
        programmes=programmes,
        able=able,
    )


def _centre(dice: random.Random, seed: int, land: Land, number: int, last_day: int) -> Centre:
    named = f"{land.code} {number:03}, {land.town} (simulated {seed})"
    careless = number % 9 == 1 if number > 1 else land.code in {"FR", "PL"}
    pharmacies = tuple([_pharmacy(dice, seed, land, number, letter, last_day) for letter in "AB"])
    return Centre(
        id=an_id(dice),
        name=f"Haematology {named}",
        country=land.code,
        zone=land.zone,
        language=land.language,
        prescribers=tuple([an_id(dice) for _ in range(dice.choice((2, 2, 3, 4)))]),
        pharmacies=pharmacies,
        quality=_quality(dice, careless=careless),
        size=land.share * dice.lognormvariate(0, 0.6),
        careless=careless,
    )


def _pharmacy(dice: random.Random, seed: int, land: Land, number: int, letter: str, last_day: int) -> Pharmacy:
    lapsed = last_day - dice.randrange(40, 300) if dice.random() < LAPSES else None
    return Pharmacy(
        id=an_id(dice),
        name=f"Pharmacy {land.code} {number:03}{letter}, {land.town} (simulated {seed})",
        pharmacists=(an_id(dice), an_id(dice)),
        late_entries=round(dice.uniform(0.002, 0.012), 4),
        part_supplies=round(dice.uniform(0.01, 0.05), 4),
        unregistered=None if lapsed is None else (lapsed, lapsed + 30),
    )


def _quality(dice: random.Random, *, careless: bool) -> Quality:
    """Draw one centre's shares: a careless one has several times the others'."""

    def share(usual: float, poor: float) -> float:
        return round((poor if careless else usual) * dice.uniform(0.7, 1.3), 4)

    return Quality(
        skips_tests=0.09 if careless else share(0.015, 0.09),
        uses_weak_tests=share(0.004, 0.02),
        tests_another_day=share(0.10, 0.35),
        stops_protection=share(0.01, 0.05),
        invites_late=share(0.04, 0.16),
        sends_late=share(0.02, 0.08),
        off_label=share(0.075, 0.13),
        label_untold=share(0.03, 0.09),
        forgets_last_test=share(0.06, 0.30),
    )


def shares_of(quality: Quality) -> dict[str, Any]:
    """Give a centre's planted shares by their names."""
    return {name: getattr(quality, name) for name in QUALITIES}
