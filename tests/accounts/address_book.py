"""Every address of the registry with the act it needs, and an example of each that leads to something real."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.declare import declared_act
from accounts.models import Role
from patients.models import Contraception, PregnancyTest
from patients.operations import interrupt_supply, record_contraception, suspect_pregnancy
from pharmacies.operations import tell_prescriber
from tests.builders import Scene, a_check, a_dispensing, a_woman_ready_for_dispensing, now

Example = dict[str, UUID | str]


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the URL map."""

    name: str
    route: str
    view: Callable[..., Any]
    keys: tuple[str, ...]

    @property
    def act(self) -> str | None:
        """Give the act that the view declares, ``public``, or None where it declares nothing."""
        return declared_act(self.view)

    @property
    def is_ours(self) -> bool:
        """Say whether the view is the registry's own, not a library's."""
        return not self.view.__module__.startswith(("allauth.", "django."))

    def at(self, example: Example) -> str:
        """Write the address with the keys of an example."""
        return reverse(self.name, kwargs={key: example[key] for key in self.keys})


def addresses() -> list[Address]:
    """Walk the URL map."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            keys = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            yield Address(f"{space}{pattern.name}", here, pattern.callback, keys)


@dataclass(frozen=True, slots=True)
class House:
    """One centre, one pharmacy and one patient, with a row for every address that names one."""

    scene: Scene
    keys: dict[str, UUID]

    def example(self, address: Address) -> Example:
        """Give the keys that lead somewhere at an address."""
        local = address.name.partition(":")[2]
        row = self.keys.get(local) or self.keys["test"]
        found: Example = {**self.keys, "row_id": row, "kind": "test"}
        if local == "dispensed":
            found["check_id"] = self.keys["dispensed"]
        return {key: found[key] for key in address.keys}

    @property
    def role(self) -> dict[str, Any]:
        """Give who acts here, by role, where somebody does already."""
        return {Role.PRESCRIBER: self.scene.prescriber, Role.PHARMACIST: self.scene.pharmacist}


def a_house(scene: Scene | None = None) -> House:
    """Furnish a house: a dispensing, a stop, abstinence, a suspicion, a no that was told."""
    at = scene.at if scene else now()
    her = scene or a_woman_ready_for_dispensing(at=at)
    by, patient = her.prescriber, her.patient
    dispensed = a_dispensing(her, at=at, capsules=7)
    check = a_check(her, at=at)
    abstinence = record_contraception(
        by=by, at=at, patient=patient, method="abstinence", started_on=at.date(), valid_until=None, confirmed=True,
        confirmed_on=[],
    )  # fmt: skip
    stop = interrupt_supply(by=by, at=at, enrolment=her.enrolment, reason="operation")
    suspicion = suspect_pregnancy(by=by, at=at, patient=patient, reason="late")
    notice = tell_prescriber(by=her.pharmacist, at=at, check=a_check(her, at=at))
    implant = Contraception.objects.get(patient=patient, method="implant")
    return House(
        her,
        {
            "enrolment_id": her.enrolment.id,
            "check_id": check.id,
            "notice_id": notice.id,
            "test": PregnancyTest.objects.get(patient=patient).id,
            "resume": stop.id,
            "end": her.prescription.treatment_id,
            "end_contraception": implant.id,
            "confirm_abstinence": abstinence.id,
            "close_suspicion": suspicion.id,
            "revoke_card": her.card.id,
            "authorised": her.prescription.id,
            "cancel_prescription": her.prescription.id,
            "dispensed": dispensed.id,
        },
    )
