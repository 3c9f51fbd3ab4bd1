"""What goes in and comes out where two pharmacists sign: a supply against a reason, and one entered late."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr

from pharmacies.interface.schemas import (
    LONGEST,
    Acting,
    Batch,
    Id,
    Packs,
    Reason,
    Refused,
    Sent,
    WhyUnscanned,
)

Capsules = Annotated[int, Field(ge=1, le=10_000)]

Words = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="In her words. The prescriber reads this; the authority hears of it.",
    ),
]


class SecondIn(Sent):
    """The second pharmacist, by all that she logs in with. She types it herself; no program keeps it."""

    email: str = Field(min_length=3, max_length=LONGEST)
    password: Annotated[SecretStr, Field(min_length=1, max_length=LONGEST)]
    code: str = Field(default="", max_length=20, description="Of her app or a recovery code, where she has them.")


class OverrideIn(Sent):
    """Capsules that two pharmacists hand over in spite of the reasons of a no."""

    pharmacist: Acting
    check: Id = Field(description="The id of the no that both looked at.")
    capsules: Capsules
    counselled: bool = Field(description="The patient was counselled; card and leaflet were given back.")
    packs: Packs = []
    batch: Batch = ""
    why_unscanned: WhyUnscanned = ""
    why: Literal["nothing_left", "prescriber_asked", "travel", "outage"]
    words: Words
    second: SecondIn


class LateIn(Sent):
    """Capsules that were handed over while the registry could not be asked."""

    pharmacist: Acting
    card: str = Field(max_length=200, description="Its whole number, as it was written down.")
    day: str = Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="The day on which they were, like 2026-11-27."
    )
    clock: str = Field(
        pattern=r"^[0-9]{2}:[0-9]{2}$", description="What the clock in the pharmacy showed then, like 14:35."
    )
    capsules: Capsules
    counselled: bool = Field(description="The patient was counselled; card and leaflet were given back.")
    batch: Batch = ""
    why: Literal["no_answer", "no_network", "not_recorded"]
    words: Words
    second: SecondIn


class Against(BaseModel):
    """A reason in spite of which capsules were handed over."""

    code: str
    title: str


class DeviationOut(BaseModel):
    """What became of it. There is no yes among these: ``recorded: true`` says that the capsules were written down."""

    id: UUID
    recorded: bool
    line: str
    at: dt.datetime
    capsules: int | None
    number: str | None = Field(description="The number of the dispensing, to be read aloud.")
    dispensed_on: dt.date | None
    left: int | None = Field(description="What is left on the prescription after it.")
    against: list[Against] = Field(description="What stood against it. Prescriber and authority were told at once.")
    reasons: list[Reason] = Field(description="Why nothing was recorded.")
    packs: list[Refused] = Field(description="The packs that were refused; the others were not recorded either.")
