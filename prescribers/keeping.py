"""Keeps each patient's status beside the key of what it was computed from, and believes none whose key is not current.

The rulebook answers; what is kept is its answer. See docs/decisions/0012-a-status-kept-with-its-key.md.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db.models import F, Q

import patients
import programmes as programmes_room
import rulebook
from patients.dates import today_of
from patients.eligibility import Accredited, Standing, standings
from patients.models import Enrolment
from prescribers import status
from prescribers.models import KeptStatus
from programmes.in_force import programmes
from programmes.models import Programme
from programmes.queries import certifications_of, civil_day

BATCH: Final = 100
"""So many histories are read and judged together; more would only hold more of them in memory."""

OWN: Final = (str(status.__file__), __file__)
"""What of this desk an answer follows from."""

FIELDS: Final = [field.name for field in KeptStatus._meta.concrete_fields if not field.primary_key]


@dataclass(frozen=True, slots=True)
class Present:
    """What a key must hold now to be current, the patient's own version apart."""

    days: Mapping[str, dt.date]
    law: str
    accredited: frozenset[str]

    def condition(self) -> Q:
        """Write it as a condition on enrolments: a comparison of keys, and no rule."""
        days = Q(pk__in=[])
        for programme_id, day in self.days.items():
            days |= Q(programme_id=programme_id, kept__day=day)
        return days & Q(
            kept__version=F("patient__version"), kept__law=self.law, kept__accredited__in=sorted(self.accredited)
        )

    def holds(self, *, programme_id: str, day: dt.date | None, law: str | None, accredited: str | None) -> bool:
        """Say whether a key is current but for the patient's version."""
        return day == self.days.get(programme_id) and law == self.law and accredited in self.accredited


def present(*, asked: Iterable[Sequence[str]], at: dt.datetime) -> Present:
    """Tell what is current at a moment: days and law, and the certifications that some kept answers asked about."""
    answers = {tuple(one) for one in asked}
    wanted = {name: _certification(name) for one in answers for name in one}
    found = certifications_of(wanted=set(wanted.values())) if wanted else {}
    marks = {fingerprint([(wanted[name], found.get(wanted[name], [])) for name in one]) for one in answers}
    days = {one.id: civil_day(programme=one, at=at) for one in Programme.objects.all()}
    return Present(days=days, law=law(), accredited=frozenset(marks))


def kept_statuses(
    *, enrolments: Sequence[Enrolment], at: dt.datetime, now: Present | None = None
) -> dict[UUID, KeptStatus]:
    """Give the status of each, computed anew where the kept one is not current.

    :param enrolments: with their patients and programmes, read before this is called.
    :param now: what is current, where it was told already of all of them; else it is asked.
    """
    kept = KeptStatus.objects.in_bulk([one.id for one in enrolments])
    now = now or present(asked=(one.asked for one in kept.values()), at=at)
    old = [one for one in enrolments if not _is_current(kept.get(one.id), one, now)]
    return kept | {one.enrolment_id: one for one in renew(enrolments=old, at=at)}


def renew(*, enrolments: Sequence[Enrolment], at: dt.datetime) -> list[KeptStatus]:
    """Ask the rulebook anew, and keep its answers.

    The version of each record was read before its rows are: a change in between leaves a key that is not current.

    :param enrolments: with their patients and programmes, read before this is called.
    """
    made: list[KeptStatus] = []
    mark = law()
    ordered = sorted(enrolments, key=lambda one: one.id)
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        days = [today_of(enrolment=one, at=at) for one in batch]
        found = [_kept(one, mark, at) for one in standings(enrolments=batch, on=days, by=None)]
        made += KeptStatus.objects.bulk_create(
            found, update_conflicts=True, unique_fields=["enrolment"], update_fields=FIELDS
        )
    return made


def fingerprint(accredited: Accredited) -> str:
    """Give one mark for some certifications as they stand; another span, or another person, is another mark."""
    told = sorted({json.dumps([_name(whose), spans]) for whose, spans in accredited})
    return sha256("\n".join(told).encode()).hexdigest()


def law() -> str:
    """Give one mark for what the answers follow from: the programme files in force and the code that reads them."""
    files = sorted(f"{one.path} {one.sha256}" for one in programmes().files)
    return sha256("\n".join([*files, _code()]).encode()).hexdigest()


@cache
def _code() -> str:
    """Give a mark for the code and the tables it reads, so that a new release believes no answer of the old one."""
    rooms = [Path(str(one.__file__)).parent for one in (rulebook, programmes_room, patients)]
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in {".py", ".toml"}]
    told = sorted(f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in [*files, *map(Path, OWN)])
    return sha256("\n".join(told).encode()).hexdigest()


def _is_current(kept: KeptStatus | None, enrolment: Enrolment, now: Present) -> bool:
    return (
        kept is not None
        and kept.version == enrolment.patient.version
        and now.holds(programme_id=enrolment.programme_id, day=kept.day, law=kept.law, accredited=kept.accredited)
    )


def _kept(standing: Standing, mark: str, at: dt.datetime) -> KeptStatus:
    """Write down an answer and its key."""
    told = status.status_of(standing)
    supplies = standing.judgement.facts["dispensings"]
    last = supplies[-1] if supplies else None
    return KeptStatus(
        enrolment=standing.enrolment,
        version=standing.enrolment.patient.version,
        day=standing.on,
        law=mark,
        asked=sorted({_name(whose) for whose, _spans in standing.accredited}),
        accredited=fingerprint(standing.accredited),
        code=told.code,
        rank=told.rank,
        detail=told.detail,
        says=told.says,
        due=told.due,
        due_on=told.due_on,
        category=standing.judgement.verdict.category or "",
        supplied_on=dt.date.fromisoformat(last["dispensed_on"]) if last else None,
        supplied_days=last["days"] if last else None,
        opens_on=None if standing.may_be_supplied else standing.may_be_supplied_from,
        computed_at=at,
    )


def _name(whose: tuple[UUID | None, str, str]) -> str:
    """Write whose certification, for which programme, in which country, in one word."""
    prescriber, programme, country = whose
    return f"{prescriber or ''}|{programme}|{country}"


def _certification(name: str) -> tuple[UUID | None, str, str]:
    prescriber, programme, country = name.split("|")
    return (UUID(prescriber) if prescriber else None), programme, country
