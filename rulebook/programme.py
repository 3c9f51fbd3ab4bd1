"""A programme as data: the windows, limits, words and gates that the rules read, and which version holds when."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from rulebook.days import Day
from rulebook.reason_codes import MOVABLE, ONE_GATE
from rulebook.words import BLOCK, CHILDBEARING, WARN


@dataclass(frozen=True, slots=True)
class TestRules:
    """What a pregnancy test must be, and when it must be taken."""

    __test__ = False  # the name begins like a test's, and pytest would collect it

    sensitivity_miu_ml: float
    window_days: int
    interval_days: int
    after_treatment_days: int
    sterilisation_frees_from_repeats: bool


@dataclass(frozen=True, slots=True)
class ContraceptionRules:
    """Which contraception counts, and for how long before and after treatment."""

    lead_days: int
    after_days: int
    abstinence_confirmed_every_days: int
    accepted: frozenset[str]
    accepted_with_warning: frozenset[str]
    confirmed_only: frozenset[str]


@dataclass(frozen=True, slots=True)
class MaleRules:
    """What a man keeps to after treatment."""

    condom_after_days: int
    semen_donation_after_days: int


@dataclass(frozen=True, slots=True)
class SupplyLimits:
    """How much may be supplied, and when."""

    max_days: int
    dispense_within_days: int | None
    early_days: int | None


@dataclass(frozen=True, slots=True)
class NonChildbearingRules:
    """What justifies the category of a woman who cannot become pregnant."""

    criteria: frozenset[str]
    amenorrhoea_min_age: int
    specialist_confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Indication:
    """An indication, or a combination of a partner's own label; an absent condition is not asked."""

    id: str
    disease: str
    partners: frozenset[str]
    cycle_days: int
    intake_days: int
    starting_mg: float | None
    min_age: int | None
    min_prior_regimens: int | None
    max_prior_regimens: int | None
    prior_includes: tuple[str, ...] | None
    progressed_on_last: bool
    unrecorded_conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """One version of a programme, merged with the version of its base that is in force beside it."""

    id: str
    valid_from: date
    title: str
    substance: str
    atc: str
    time_zone: str
    source: str
    test: TestRules | None
    contraception: ContraceptionRules | None
    male: MaleRules | None
    blood_donation_after_days: int | None
    supply_childbearing: SupplyLimits
    supply_other: SupplyLimits
    agreement_valid_days: int | None
    non_childbearing: NonChildbearingRules
    strengths_mg: tuple[float, ...]
    starting_mg: float
    indications: tuple[Indication, ...]
    partner_labels: tuple[Indication, ...]
    gates: Mapping[str, str]
    most_intake_days: int = field(init=False)
    version: str = field(init=False)
    """The name of the version as it is kept with a verdict."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "gates", MappingProxyType(dict(self.gates)))
        object.__setattr__(self, "most_intake_days", max(label.intake_days for label in self.indications))
        object.__setattr__(self, "version", f"{self.id}/{self.valid_from.isoformat()}")

    def supply(self, category: str) -> SupplyLimits:
        """Give the limits of a category."""
        return self.supply_childbearing if category == CHILDBEARING else self.supply_other

    def gate(self, code: str) -> str:
        """Say what a reason does in this country: block unless the file moves it."""
        return self.gates.get(code, BLOCK)

    def moving(self, codes: Collection[str]) -> "Programme":
        """Give the programme with the gates of some more reasons moved, as its own file would move them.

        :raises ValueError: for a reason whose gate may not be moved: nobody moves it, for whatever cause.
        """
        fixed = sorted(set(codes) - MOVABLE)
        if fixed:
            raise ValueError(f"the gate may not be moved: {', '.join(fixed)}")
        moved = set(codes) | (ONE_GATE if ONE_GATE & set(codes) else frozenset())
        return replace(self, gates={**self.gates, **dict.fromkeys(moved, WARN)}) if moved else self


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme file as it was read: the folder and the name it stood under, and its bytes."""

    folder: str
    name: str
    content: bytes

    @property
    def path(self) -> str:
        """Name the file as messages do."""
        return f"{self.folder}/{self.name}"

    @property
    def sha256(self) -> str:
        """Give the hash by which the file can be told from every other."""
        return sha256(self.content).hexdigest()


class ProgrammeError(ValueError):
    """A programme file that may not judge; the message names the file, the key and what was expected."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: {expected}" if key else f"{file}: {expected}")
        self.file = file
        self.key = key
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions of one programme, each from the day on which it (or its base) begins to hold."""

    begins: tuple[Day, ...]
    versions: tuple[Programme, ...]

    def on_day(self, day: Day) -> Programme | None:
        """Give the version in force on a day, or nothing before the first."""
        place = bisect_right(self.begins, day)
        return self.versions[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Programmes:
    """Every programme that was loaded, and the files it was loaded from."""

    timelines: Mapping[str, Timeline]
    files: tuple[ProgrammeFile, ...]

    def __contains__(self, programme_id: object) -> bool:
        return programme_id in self.timelines

    @property
    def ids(self) -> tuple[str, ...]:
        """Name the programmes, in the order of the alphabet."""
        return tuple(sorted(self.timelines))

    def on_day(self, programme_id: str, day: Day) -> Programme | None:
        """Give the version of a programme in force on a day; nothing where there is none."""
        timeline = self.timelines.get(programme_id)
        return None if timeline is None else timeline.on_day(day)

    def in_force(self, programme_id: str, on: date) -> Programme | None:
        """Give the version of a programme in force on a date; nothing where there is none."""
        return self.on_day(programme_id, on.toordinal())

    def versions(self, programme_id: str) -> tuple[Programme, ...]:
        """List a programme's versions by the day from which they hold, each as it stood when it began.

        A version with a base that changed under it stands here once, beside the base's first.
        """
        timeline = self.timelines.get(programme_id)
        first: dict[date, Programme] = {}
        for version in timeline.versions if timeline else ():
            first.setdefault(version.valid_from, version)
        return tuple(first.values())
