"""Keeps each patient's status beside the key of what it was computed from, and believes none whose key is not current.

The rulebook answers; what is kept is its answer. See docs/decisions/0012-a-status-kept-with-its-key.md.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
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
from prescribers.models import KeptKey, KeptStatus
from programmes.in_force import programmes
from programmes.queries import certifications_of, civil_day

BATCH: Final = 100
"""So many histories are read and judged together; more would only hold more of them in memory."""

OWN: Final = (str(status.__file__), __file__)
"""What of this desk an answer follows from."""

FIELDS: Final = [field.name for field in KeptStatus._meta.concrete_fields if not field.primary_key]


Key = tuple[str, dt.date, str]
"""Programme, day and fingerprint of the certifications."""


@dataclass(frozen=True, slots=True)
class Present:
    """Which keys are current now, the patient's own version apart."""

    keys: frozenset[int]

    def condition(self) -> Q:
        """Write it as a condition on enrolments: a comparison of keys, and no rule."""
        return Q(kept__key__in=sorted(self.keys), kept__version=F("patient__version"))


def present(*, keys: Iterable[KeptKey], at: dt.datetime) -> Present:
    """Tell which of some keys are current at a moment: their day, law, and the certifications asked about.

    :param keys: with their programmes, read before this is called.
    """
    rows = list(keys)
    answers = {tuple(one.asked) for one in rows}
    wanted = {name: _certification(name) for one in answers for name in one}
    found = certifications_of(wanted=set(wanted.values())) if wanted else {}
    marks = {fingerprint([(wanted[name], found.get(wanted[name], [])) for name in one]) for one in answers}
    days = {one.programme_id: civil_day(programme=one.programme, at=at) for one in rows}
    mark = law()
    return Present(
        frozenset(
            one.id for one in rows if one.day == days[one.programme_id] and one.law == mark and one.accredited in marks
        )
    )


def kept_statuses(
    *, enrolments: Sequence[Enrolment], at: dt.datetime, now: Present | None = None
) -> dict[UUID, KeptStatus]:
    """Give the status of each, computed anew where the kept one is not current.

    :param enrolments: with their patients and programmes, read before this is called.
    :param now: what is current, where it was told already of all of them; else it is asked.
    """
    kept = KeptStatus.objects.select_related("key__programme").in_bulk([one.id for one in enrolments])
    now = now or present(keys={one.key for one in kept.values()}, at=at)
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
        told = standings(enrolments=batch, on=days, by=None)
        keys = _keys(told, mark)
        found = [_kept(one, keys[_key(one)], at) for one in told]
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
    return kept is not None and kept.version == enrolment.patient.version and kept.key_id in now.keys


def _key(standing: Standing) -> Key:
    """Give what an answer was computed from, the law apart, as it is compared."""
    return standing.enrolment.programme_id, standing.on, fingerprint(standing.accredited)


def _keys(found: Sequence[Standing], mark: str) -> dict[Key, KeptKey]:
    """Find the keys of some answers, and hold those that are not held yet.

    They are held in one order, so that two who do so at once wait for each other and never both.
    """
    asked = {_key(one): sorted({_name(whose) for whose, _spans in one.accredited}) for one in found}
    held = _held(asked, mark)
    missing = [key for key in sorted(asked) if key not in held]
    if missing:
        rows = [
            KeptKey(programme_id=programme_id, day=day, law=mark, asked=asked[programme_id, day, accredited],
                    accredited=accredited)
            for programme_id, day, accredited in missing
        ]  # fmt: skip
        KeptKey.objects.bulk_create(rows, ignore_conflicts=True)
        held = _held(asked, mark)
    return held


def _held(keys: Iterable[Key], mark: str) -> dict[Key, KeptKey]:
    wanted = list(keys)
    rows = KeptKey.objects.filter(
        law=mark, day__in={day for _, day, _ in wanted}, accredited__in={accredited for _, _, accredited in wanted}
    )
    return {(one.programme_id, one.day, one.accredited): one for one in rows}


def _kept(standing: Standing, key: KeptKey, at: dt.datetime) -> KeptStatus:
    """Write down an answer and its key."""
    told = status.status_of(standing)
    supplies = standing.judgement.facts["dispensings"]
    last = supplies[-1] if supplies else None
    return KeptStatus(
        enrolment=standing.enrolment,
        patient_id=standing.enrolment.patient_id,
        enrolled_at=standing.enrolment.recorded_at,
        version=standing.enrolment.patient.version,
        key=key,
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
