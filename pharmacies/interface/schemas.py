"""What goes in at the interface and what comes out, each field by its name, its limits and its meaning."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Header
from pydantic import BaseModel, ConfigDict, Field

LONGEST = 254

Id = Annotated[UUID, Field(strict=False)]
"""JSON has no ids: one is written as text."""

Acting = Annotated[
    str,
    Field(min_length=3, max_length=LONGEST, description="The log-in address of the pharmacist who acts."),
]

Packs = Annotated[
    list[Annotated[str, Field(max_length=200)]],
    Field(max_length=12, description="The square code of each pack, as it was scanned."),
]

Batch = Annotated[str, Field(max_length=20, description="The batch, where a pack cannot be scanned.")]

WhyUnscanned = Annotated[
    Literal["", "code_damaged", "scanner_broken", "code_unknown"],
    Field(description="Why no pack was scanned; asked for, with the batch, once a pack was refused here for her."),
]

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Your own number of this request, new for each; sent again with the same body it changes nothing.",
    ),
]


class Sent(BaseModel):
    """A body: what is not listed is refused, and a number is no text."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CheckIn(Sent):
    """A card that is shown at the counter."""

    pharmacist: Acting
    card: str = Field(max_length=200, description="Its number or the scan of its code, as it arrived.")


class DispenseIn(Sent):
    """Capsules that are to be handed over on a check that said yes."""

    pharmacist: Acting
    check: Id = Field(description="The id of the check.")
    capsules: int = Field(ge=1, le=10_000)
    counselled: bool = Field(description="The patient was counselled; card and leaflet were given back.")
    packs: Packs = []
    batch: Batch = ""
    why_unscanned: WhyUnscanned = ""


class ReverseIn(Sent):
    """A dispensing of this pharmacy that is not with the patient."""

    pharmacist: Acting
    dispensing: Id = Field(description="The id of the answer by which it was dispensed.")
    reason: Literal["nobody came", "not wanted", "recorded by mistake", "pack damaged"]


class TakeBackIn(Sent):
    """Capsules that a patient brought back, counted. They are destroyed, never dispensed again."""

    pharmacist: Acting
    check: Id = Field(description="The id of the check that her card was scanned for.")
    supply: Id = Field(description="The id of the supply that they are of.")
    capsules: int = Field(ge=1, le=10_000)


class AboutCheckIn(Sent):
    """A check that something is said about."""

    pharmacist: Acting
    check: Id


class Reason(BaseModel):
    """One reason, in the words of the counter's page."""

    code: str
    sentence: str
    since: str = Field(description="What is recorded about it, with its day, as a sentence; empty where nothing is.")
    source: str = Field(description="The section of the programme's source; empty where it comes from none.")
    who: Literal["prescriber", "pharmacy", "patient", "office", "nobody"] = Field(description="Who can put it right.")
    remedy: str = Field(description="Who can put it right and how, as a sentence.")
    from_when: dt.date | None = Field(description="The day from which it will be over by itself, where time helps.")


class Person(BaseModel):
    """Who is on the card, to be compared with who stands at the counter."""

    name: str
    latin_name: str
    born: dt.date | None


class Prescribed(BaseModel):
    """What may be handed over, and on whose word."""

    medicine: str
    strength_mg: Decimal
    authorisation: str
    prescriber: str
    prescribed_on: dt.date


class CheckOut(BaseModel):
    """The answer to a card. Only ``dispense: true`` is a yes."""

    id: UUID
    dispense: bool
    line: str = Field(description="The answer as a sentence.")
    at: dt.datetime
    capsules: int | None = Field(description="On a yes: so many may be handed over at most.")
    dispense_by: dt.date | None = Field(description="The last day on which they may, where there is one.")
    prescribed: Prescribed | None
    person: Person | None
    reasons: list[Reason]
    advice: list[Reason]
    prescriber: str = Field(description="Who is told of a no; empty where the scan opened no sight of her.")
    telephone: str
    may_tell: bool = Field(description="Whether this no can be sent to the prescriber.")
    may_overrule: bool = Field(description="Whether two pharmacists of this pharmacy may overrule this no.")
    authority_says: str = Field(description="What the authority has set the programme to; empty when it is as always.")


class Refused(BaseModel):
    """A pack that may not be handed over, and all that speaks against it."""

    name: str
    reasons: list[Reason]


class DispenseOut(BaseModel):
    """Whether the capsules may be handed over. Only ``dispense: true`` is a yes; then they are recorded."""

    id: UUID
    dispense: bool
    line: str
    at: dt.datetime
    capsules: int | None
    number: str | None = Field(description="The number of the dispensing, to be read aloud.")
    dispensed_on: dt.date | None
    left: int | None = Field(description="What is left on the prescription after it.")
    reasons: list[Reason]
    advice: list[Reason]
    packs: list[Refused] = Field(description="The packs that were refused; the others were not recorded either.")


class ReverseOut(BaseModel):
    """A dispensing that was taken back whole."""

    dispensing: UUID
    number: str
    capsules: int
    returned_on: dt.date
    back_in_stock: bool = Field(description="Whether its packs may be handed to somebody else.")


class Supply(BaseModel):
    """A supply of hers of which capsules are still out, wherever they were dispensed."""

    id: UUID
    line: str
    dispensed_on: dt.date
    out: int = Field(description="Capsules that did not come back.")


class SuppliesOut(BaseModel):
    """What can be brought back, the latest first."""

    check: UUID
    supplies: list[Supply]


class TakenBackOut(BaseModel):
    """Capsules that came back."""

    id: UUID
    supply: UUID
    capsules: int
    returned_on: dt.date


class DeniedOut(BaseModel):
    """The card is somebody else's: nothing may be dispensed on this check any more."""

    id: UUID
    dispense: bool
    reasons: list[Reason]


class ToldOut(BaseModel):
    """The no that the prescriber was told of; told twice, she hears of it once."""

    check: UUID
    at: dt.datetime


class TokenOut(BaseModel):
    """An access token, to be sent as Bearer."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds.")


class FieldProblem(BaseModel):
    """One place of a request that does not fit."""

    param: str
    detail: str


class ProblemOut(BaseModel):
    """A problem of RFC 9457: no answer was given, and nothing was recorded. Never a yes."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    param: str | None
    request_id: str
    errors: list[FieldProblem] | None = None
    reasons: list[Reason] | None = None
