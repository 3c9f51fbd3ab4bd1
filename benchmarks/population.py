"""The registry of the benchmarks: two hundred patients first, then twenty thousand, half of them in one centre."""

from dataclasses import dataclass
from typing import Final

from benchmarks.growth import Copies, count, grow, look_again
from benchmarks.lives import People, a_man, a_stopped_woman, a_woman, people
from patients.models import Enrolment

FEW: Final = 200
WOMEN, MEN, STOPPED, ELSEWHERE = 7_000, 2_500, 497, 10_000
"""With the three patterns they are ten thousand in the first centre."""


@dataclass(frozen=True, slots=True)
class Population:
    """Who works here, the woman that is copied, and her first copies."""

    people: People
    pattern: Enrolment
    few: Copies


def populate() -> Population:
    """Make people, and two hundred women in one centre."""
    staff = people()
    woman = a_woman(prescriber=staff.prescriber, pharmacist=staff.pharmacist)
    few = grow(pattern=woman, numbers=range(FEW))
    look_again()
    return Population(staff, woman, few)


def grow_to_many(population: Population) -> Copies:
    """Grow to twenty thousand patients; give all copies of the woman."""
    staff = population.people
    man = a_man(prescriber=staff.prescriber, pharmacist=staff.pharmacist)
    stopped = a_stopped_woman(prescriber=staff.prescriber, pharmacist=staff.pharmacist)
    other = a_woman(prescriber=staff.elsewhere, pharmacist=staff.pharmacist)
    more = grow(pattern=population.pattern, numbers=range(FEW, WOMEN))
    grow(pattern=man, numbers=range(MEN))
    grow(pattern=stopped, numbers=range(STOPPED))
    grow(pattern=other, numbers=range(ELSEWHERE))
    look_again()
    print(f"The registry has {count('patients_patient'):,} patients and {count('patients_dispensing'):,} dispensings.")
    return Copies(population.pattern, range(WOMEN), population.few.cards | more.cards, more.ids)
