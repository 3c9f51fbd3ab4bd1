"""Her record in the words of the rulebook: for one enrolment or many, in the same fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, Subquery, UUIDField, Value

from patients.as_known import known, rows_known
from patients.care import Care, cares_of
from patients.halves import BEGAN, join, plain
from patients.identity import Person, persons_of
from patients.merged import Group, groups_of
from patients.models import (
    Agreement,
    Card,
    CategoryAssessment,
    Contraception,
    Dispensing,
    Enrolment,
    Pregnancy,
    PregnancyTest,
    Prescription,
    Record,
    Stop,
    Treatment,
    Withdrawal,
)
from programmes.queries import Spans, certifications_of

Facts = dict[str, Any]
Certification = tuple[UUID | None, str, str]
Rows = Mapping[UUID, list[Facts]]

SERIES = "series"
"""Which treatment a row belongs to: asked beside the facts, never handed to the rulebook."""

STOP = {"from": "from_on", "until": "until_on"}
CATEGORY = ["assessed_on", "category", "criterion", "specialist_confirmed"]
CARD = {"id": "id", "issued_on": "issued_on", "revoked_on": "revocation__revoked_on"}
CONTRACEPTION = ["method", "started_on", "ended_on", "valid_until", "confirmed", "confirmed_on"]
TEST = ["sampled_on", "result", "sensitivity_miu_ml", "supervised"]
PREGNANCY = {"suspected_on": "suspected_on", "resolved_on": "resolutions__resolved_on"}
PRESCRIPTION = {
    name: name
    for name in (
        "id", "prescribed_on", "days_supply", "capsules", "strength_mg", "daily_dose_mg", "cycle_days", "intake_days",
    )
} | {"cancelled_on": "closure__closed_on", SERIES: "treatment__series"}  # fmt: skip
DISPENSING = {
    "prescription": "prescription_id",
    "dispensed_on": "dispensed_on",
    "capsules": "capsules",
    "days": "days",
    "returned_on": "whole_return__returned_on",
    SERIES: "prescription__treatment__series",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One history wanted: of which enrolment, on which day, for which prescription or prescriber.

    The history is that of one treatment: the prescription's own, or else the latest. What belongs
    to an earlier treatment is left out.
    """

    enrolment: Enrolment
    on: dt.date
    prescription: Prescription | None = None
    prescriber_id: UUID | None = None

    @property
    def signer_id(self) -> UUID | None:
        """Give the person whose certification is asked about."""
        return self.prescription.prescriber_id if self.prescription is not None else self.prescriber_id

    def certification(self, cares: Mapping[UUID, Care]) -> Certification:
        """Name the certification: whose, for which programme, in which country: where it was signed, or would be.

        :param cares: in whose care each enrolment is, for those of which no prescription was named.
        """
        country = self.prescription.country if self.prescription is not None else cares[self.enrolment.id].country
        return self.signer_id, self.enrolment.programme_id, country


def gather(*, asked: Asked, known_at: dt.datetime | None = None) -> Facts:
    """Read one history; the queries are as many as for a hundred, and all bound to the one patient."""
    return gather_all(asked=[asked], known_at=known_at)[0]


def gather_all(*, asked: Sequence[Asked], known_at: dt.datetime | None = None) -> list[Facts]:
    """Read many histories, in the order asked, as the rulebook's batch interface writes them.

    :param known_at: only what stood in the record at that moment, where it is not now. Who the patients are, in whose
        care, and who is certified is read as it is now.
    """
    enrolments = [one.enrolment for one in asked]
    shelf = _Shelf.filled(enrolments, known_at)
    cares = cares_of(enrolments=[one.enrolment for one in asked if one.prescription is None])
    named = [one.certification(cares) for one in asked]
    certified = certifications_of(wanted=set(named))
    return [shelf.history(one, certified.get(whose, [])) for one, whose in zip(asked, named, strict=True)]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All rows of some enrolments, by enrolment or by patient; those of other records of the same person too."""

    groups: Mapping[UUID, Group]
    others: Mapping[tuple[UUID, str], Enrolment]
    persons: Mapping[UUID, Person]
    withdrawals: Rows
    stops: Rows
    categories: Rows
    agreements: Rows
    cards: Rows
    contraception: Rows
    tests: Rows
    pregnancies: Rows
    treatments: Mapping[UUID, list[Treatment]]
    prescriptions: Rows
    dispensings: Rows

    @classmethod
    def filled(cls, asked_about: Sequence[Enrolment], known_at: dt.datetime | None) -> "_Shelf":
        """Ask each table once."""
        groups = groups_of(patient_ids=[one.patient_id for one in asked_about])
        others = _enrolments_of(groups) if groups else {}
        enrolments = [*asked_about, *others.values()]
        ids = [one.id for one in enrolments]
        patients = [one.patient_id for one in asked_about] + [
            one for group in groups.values() for one in group.patients
        ]
        recorded = "recorded_at"
        begun = bool(groups)
        of = partial(_of, known_at=known_at)
        return cls(
            groups=groups,
            others=others,
            persons=persons_of(subject_ids=[one.patient.subject_id for one in enrolments]),
            withdrawals=of(Withdrawal, ids, ["withdrawn_on"], "withdrawn_on"),
            stops=of(Stop, ids, STOP, "from_on", begun=begun),
            categories=of(CategoryAssessment, ids, CATEGORY, "assessed_on", recorded, begun=begun),
            agreements=of(Agreement, ids, ["signed_on", "category"], "signed_on", begun=begun),
            cards=of(Card, ids, CARD, "issued_on", begun=begun),
            contraception=of(Contraception, patients, CONTRACEPTION, "started_on", by="patient", begun=begun),
            tests=of(PregnancyTest, patients, TEST, "sampled_on", by="patient", begun=begun),
            pregnancies=of(
                Pregnancy,
                patients,
                PREGNANCY,
                "suspected_on",
                by="patient",
                without="resolutions__superseded_by",
                begun=begun,
            ),
            treatments=_treatments(ids, known_at),
            prescriptions=of(Prescription, ids, PRESCRIPTION, "prescribed_on", recorded),
            dispensings=of(Dispensing, ids, DISPENSING, "dispensed_on", recorded, begun=begun),
        )

    def history(self, asked: Asked, certified: Spans) -> Facts:
        """Put the history of one enrolment together, with what other records of the same person hold."""
        own = self._own(asked, certified)
        group = self.groups.get(asked.enrolment.patient_id)
        if group is None:
            return plain(own) if self.groups else own
        halves = [self._half(patient_id, asked) for patient_id in group.patients - {asked.enrolment.patient_id}]
        return join(own, halves, since=group.since)

    def _half(self, patient_id: UUID, asked: Asked) -> Facts:
        """Give what another record of the person holds, of the same programme where it has a part in it."""
        enrolment = self.others.get((patient_id, asked.enrolment.programme_id))
        if enrolment is not None:
            return self._own(Asked(enrolment=enrolment, on=asked.on), [])
        return self._of_the_patient(patient_id)

    def _of_the_patient(self, patient_id: UUID) -> Facts:
        return {
            "contraception": self.contraception.get(patient_id, []),
            "tests": self.tests.get(patient_id, []),
            "pregnancies": self.pregnancies.get(patient_id, []),
        }

    def _own(self, asked: Asked, certified: Spans) -> Facts:
        """Put the rows of one enrolment together."""
        own, patient_id = asked.enrolment.id, asked.enrolment.patient_id
        treatment = self._treatment(asked)
        series = None if treatment is None else str(treatment.series)
        return {
            "case": str(own),
            "programme": asked.enrolment.programme_id,
            "on": asked.on.isoformat(),
            "patient": self._patient(asked.enrolment),
            "stops": self.stops.get(own, []),
            "categories": self.categories.get(own, []),
            "agreements": self.agreements.get(own, []),
            "cards": self.cards.get(own, []),
            **self._of_the_patient(patient_id),
            "treatment": _treatment_words(treatment),
            "prescriber": {"certified": certified},
            "prescriptions": _of_series(self.prescriptions.get(own, []), series),
            "dispensings": _of_series(self.dispensings.get(own, []), series),
        }

    def _patient(self, enrolment: Enrolment) -> Facts:
        withdrawal = next(iter(self.withdrawals.get(enrolment.id, [])), None)
        return {
            "birth_date": _word(self.persons[enrolment.patient.subject_id].birth_date),
            "enrolled_on": _word(enrolment.enrolled_on),
            "withdrawn_on": withdrawal["withdrawn_on"] if withdrawal else None,
        }

    def _treatment(self, asked: Asked) -> Treatment | None:
        """Give the prescription's own treatment, or the one begun last."""
        found = self.treatments.get(asked.enrolment.id, [])
        if asked.prescription is not None:
            found = [one for one in found if one.series == asked.prescription.treatment.series]
        return found[-1] if found else None


def _enrolments_of(groups: Mapping[UUID, Group]) -> dict[tuple[UUID, str], Enrolment]:
    """Give the latest enrolment in each programme of all who are one person with somebody asked about."""
    everybody = {one for group in groups.values() for one in group.patients}
    rows = Enrolment.objects.standing().filter(patient__in=everybody).select_related("patient")
    return {(row.patient_id, row.programme_id): row for row in rows.order_by("recorded_at")}


def _treatments(enrolment_ids: Iterable[UUID], known_at: dt.datetime | None) -> Mapping[UUID, list[Treatment]]:
    found: dict[UUID, list[Treatment]] = defaultdict(list)
    of_them = Treatment.objects.filter(enrolment__in=list(enrolment_ids))
    rows = of_them.standing() if known_at is None else known(rows=of_them, at=known_at)
    for row in rows.order_by("started_on", "recorded_at"):
        found[row.enrolment_id].append(row)
    return found


def _treatment_words(treatment: Treatment | None) -> Facts | None:
    if treatment is None:
        return None
    return {
        "started_on": _word(treatment.started_on),
        "ended_on": _word(treatment.ended_on),
        "disease": treatment.disease,
        "partners": treatment.partners,
        "prior_regimens": treatment.prior_regimens,
        "progressed_on_last": treatment.progressed_on_last,
    }


def _of_series(rows: list[Facts], series: str | None) -> list[Facts]:
    return [{key: value for key, value in row.items() if key != SERIES} for row in rows if row[SERIES] == series]


class _IsOneOf(Func):
    """``column = ANY (array)``: one text, and so one prepared statement, however many are asked for."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


@cache
def _statement(
    kind: type[Record], columns: tuple[str, ...], order: tuple[str, ...], by: str, without: str, *, begun: bool
) -> str:
    """Write the SQL that reads one table, with one place for the owners' ids.

    It is the same for every patient, and writing it anew each time was half of the work of a check.
    """
    owners = _IsOneOf(F(f"{by}_id"), Value([], output_field=ArrayField(UUIDField())))
    rows = kind.objects.filter(**{f"{without}__isnull": True}) if without else kind.objects.all()
    standing = rows.filter(owners, superseded_by__isnull=True, entered_in_error=False)
    if begun:
        first = kind.objects.filter(id=OuterRef("series"))
        standing = standing.annotate(**{BEGAN: Subquery(first.values("recorded_at"))})
    text, values = standing.order_by(*order).values_list(f"{by}_id", *columns).query.sql_with_params()
    if list(values) != [[]]:
        raise TypeError(f"{kind.__name__} is read by its owners alone, not by {values}")
    return str(text)


def _of(
    kind: type[Record],
    owners: Iterable[UUID],
    columns: list[str] | dict[str, str],
    *order: str,
    by: str = "enrolment",
    without: str = "",
    begun: bool = False,
    known_at: dt.datetime | None = None,
) -> Rows:
    """Read standing rows as the rulebook writes them (its key, our column), by their owner.

    :param begun: read beside them when each matter was first recorded, to tell two records of one person apart.
    :param known_at: those that stood at that moment, where it is not now.
    """
    named = columns if isinstance(columns, dict) else {name: name for name in columns}
    found: dict[UUID, list[Facts]] = defaultdict(list)
    if known_at is not None:
        rows = rows_known(kind=kind, owners=owners, columns=named, order=order, by=by, at=known_at, begun=begun)
    else:
        rows = _standing(kind, owners, [*named.values(), *([BEGAN] if begun else [])], order, by, without, begun=begun)
    keys = [*named, *([BEGAN] if begun else [])]
    for owner, *values in rows:
        found[owner].append(dict(zip(keys, map(_word, values), strict=True)))
    return found


def _standing(
    kind: type[Record],
    owners: Iterable[UUID],
    columns: list[str],
    order: tuple[str, ...],
    by: str,
    without: str,
    *,
    begun: bool,
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(kind, tuple(columns), order, by, without, begun=begun), [list(owners)])
        return list(cursor.fetchall())


def _word(value: Any) -> Any:
    """Write a value as JSON does: dates in ISO form, ids as text, whole decimals as integers."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_word(one) for one in value]
    return value
