"""Scenes in numbers: one made by the registry's own operations, the others copied from its rows in the database."""

import itertools
from dataclasses import dataclass
from uuid import UUID

from benchmarks.growth import copied
from benchmarks.recording import id_of_copy
from tests import owner
from tests.builders import Scene

_next = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a scene: every row of hers has an id of its own, made from the scene's."""

    scene: Scene
    number: int
    card: str

    def id_of(self, pattern: UUID) -> UUID:
        """Give the id that the copy has where the scene has another."""
        return id_of_copy(pattern, self.number)

    @property
    def patient_id(self) -> UUID:
        """Give the patient's id."""
        return self.id_of(self.scene.patient_id)

    @property
    def enrolment_id(self) -> UUID:
        """Give the enrolment's id."""
        return self.id_of(self.scene.enrolment.id)

    @property
    def prescription_id(self) -> UUID:
        """Give the prescription's id."""
        return self.id_of(self.scene.prescription.id)


def copies(scene: Scene, wanted: int) -> list[Copy]:
    """Copy a scene so often, with all that was recorded of it until now; the people around stay the same."""
    first = next(_next)
    numbers = range(first, first + wanted)
    for _ in range(wanted):
        next(_next)
    with owner.guards_resting() as server:
        cards = copied(server, pattern=scene.enrolment, numbers=numbers).cards
    return [Copy(scene, number, cards[number]) for number in numbers]
