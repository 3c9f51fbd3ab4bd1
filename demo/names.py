"""Made-up names, in the scripts that patients of Europe are written in; one of them has one name only."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A made-up person's name; the Latin form is there where her own letters are others."""

    family: str
    given: str
    latin: str = ""
    language: str = "en-gb"
    sex: str = "female"


REMARKABLE = (
    Name("Παπαδάκη", "Ελένη", "Papadaki Eleni", "el"),
    Name("Γεωργίου", "Νίκος", "Georgiou Nikos", "el", "male"),
    Name("Стоянова", "Радка", "Stoyanova Radka", "bg"),
    Name("Димитров", "Асен", "Dimitrov Asen", "bg", "male"),
    Name("", "Suharti"),
    Name("Łącka", "Żaneta", "", "pl"),
    Name("Groß", "Jürgen", "", "de", "male"),
    Name("Núñez de la Peña", "María del Carmen", "", "es"),
    Name("D’Haene-O’Shea", "Saoirse"),
    Name("Van den Bossche", "Maarten", "", "nl", "male"),
)

FAMILIES = (
    "Aerts", "Baeten", "Carlier", "Cuypers", "De Backer", "Dumont", "Eeckhout", "Fontaine", "Gillard", "Hermans",
    "Ickx", "Janssens", "Kerkhofs", "Lambrecht", "Mertens", "Nuyts", "Ooms", "Pauwels", "Quintens", "Renders",
    "Smets", "Thys", "Urbain", "Vandamme", "Wauters", "Bäumler", "Conrad", "Dietz", "Engelhardt", "Förster",
    "Gerlach", "Hübner", "Imhof", "Jahnke", "Köhler", "Lindner", "Mühlbauer", "Nowak", "Oswald", "Pfeiffer",
    "Richter", "Sauer", "Tischler", "Ullmann", "Voigt", "Wagenknecht", "Zeidler", "Ahrens", "Brückner", "Claßen",
)  # fmt: skip
WOMEN = (
    "Marie", "Lotte", "Chloé", "Ines", "Hanne", "Camille", "Griet", "Aline", "Sarah", "Julie", "Katrin", "Heike",
    "Svenja", "Antje", "Birgit", "Ylva", "Margot", "Nele", "Odette", "Frauke",
)  # fmt: skip
MEN = (
    "Jan", "Pierre", "Wout", "Luca", "Bram", "Étienne", "Tom", "Rik", "Uwe", "Lars", "Holger", "Dieter", "Falko",
    "Gert", "Olivier", "Sven",
)  # fmt: skip


class Names:
    """Gives everybody a name of her or his own: the remarkable ones first, then ordinary ones."""

    def __init__(self, dice: random.Random) -> None:
        self._families = dice.sample(FAMILIES, k=len(FAMILIES))
        self._given = {"female": dice.sample(WOMEN, k=len(WOMEN)), "male": dice.sample(MEN, k=len(MEN))}
        self._remarkable = list(REMARKABLE)
        self._taken = 0

    def take(self, sex: str, *, remarkable: bool = False) -> Name:
        """Give the next name for a person of that sex."""
        for name in self._remarkable if remarkable else ():
            if name.sex == sex:
                self._remarkable.remove(name)
                return name
        given = self._given[sex]
        name = Name(self._families[self._taken % len(self._families)], given[self._taken % len(given)], sex=sex)
        self._taken += 1
        return name
