"""One patient's history in one programme, and the question put about it, as plain frozen data."""

from dataclasses import dataclass

from rulebook.days import Day


@dataclass(frozen=True, slots=True)
class Patient:
    """Who she or he is to the programme; an enrolment that never was has no date."""

    birth_date: Day | None
    enrolled_on: Day | None
    withdrawn_on: Day | None


@dataclass(frozen=True, slots=True)
class Span:
    """A stop, a certification or a registration: from its first day up to, not on, ``until``."""

    starts_on: Day
    until: Day | None

    def covers(self, day: Day) -> bool:
        """Say whether the span is in force on the day."""
        return self.starts_on <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A category assessed on a day."""

    assessed_on: Day
    category: str
    criterion: str | None
    specialist_confirmed: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """A risk-awareness form signed for a category."""

    signed_on: Day
    category: str


@dataclass(frozen=True, slots=True)
class Card:
    """A patient card."""

    id: str | None
    issued_on: Day
    revoked_on: Day | None


@dataclass(frozen=True, slots=True)
class Contraception:
    """A method of contraception used from a day to a last day (``ENDLESS`` when none is set)."""

    method: str
    started_on: Day
    last_day: Day
    confirmed: bool
    confirmed_on: tuple[Day, ...]

    def covers(self, day: Day) -> bool:
        """Say whether the method is in use on the day."""
        return self.started_on <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class PregnancyTest:
    """A pregnancy test by the day its sample was taken."""

    sampled_on: Day
    result: str
    sensitivity_miu_ml: float | None
    supervised: bool


@dataclass(frozen=True, slots=True)
class Pregnancy:
    """A pregnancy suspected, and resolved when it is known how it stands."""

    suspected_on: Day
    resolved_on: Day | None


@dataclass(frozen=True, slots=True)
class Treatment:
    """The current treatment; ``None`` is a fact that nobody recorded."""

    started_on: Day
    ended_on: Day | None
    disease: str | None
    partners: frozenset[str] | None
    prior_regimens: tuple[frozenset[str], ...] | None
    progressed_on_last: bool | None


@dataclass(frozen=True, slots=True)
class Prescription:
    """A prescription as it was written."""

    id: str
    prescribed_on: Day
    days_supply: int
    capsules: int
    strength_mg: float | None
    daily_dose_mg: float | None
    cycle_days: int | None
    intake_days: int | None
    cancelled_on: Day | None


@dataclass(frozen=True, slots=True)
class Dispensing:
    """Capsules handed over, for so many calendar days of treatment, rest days included."""

    prescription: str
    dispensed_on: Day
    capsules: int
    days: int | None
    returned_on: Day | None


@dataclass(frozen=True, slots=True)
class History:
    """All that is recorded of one patient in one programme."""

    patient: Patient
    treatment: Treatment | None
    stops: tuple[Span, ...]
    categories: tuple[Assessment, ...]
    agreements: tuple[Agreement, ...]
    cards: tuple[Card, ...]
    contraception: tuple[Contraception, ...]
    tests: tuple[PregnancyTest, ...]
    pregnancies: tuple[Pregnancy, ...]
    certified: tuple[Span, ...]
    registered: tuple[Span, ...]
    dispensings: tuple[Dispensing, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a history: which programme, on which day, which prescription, how many capsules."""

    case: str
    programme: str
    on: Day
    ask: str
    prescription: Prescription | None
    capsules: int | None
    card: str | None
    history: History
