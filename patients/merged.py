"""Which records are one person's: pairs that two people joined and nobody has parted since."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from accounts.refusals import NotVisible
from patients.models import MergeProposal

_STANDING: Final = """
    (SELECT p.kept_id, p.merged_id, d.recorded_at, d.id
        FROM patients_mergeproposal p JOIN patients_mergedecision d ON d.proposal_id = p.id
        WHERE d.agreed AND d.ends_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM patients_mergedecision e WHERE e.ends_id = d.id))
"""

_GROUP: Final = f"""
    SELECT %s::uuid
    UNION SELECT s.merged_id FROM {_STANDING} s WHERE s.kept_id = %s
    UNION SELECT s.kept_id FROM {_STANDING} s WHERE s.merged_id = %s
    UNION SELECT o.merged_id FROM {_STANDING} s JOIN {_STANDING} o ON o.kept_id = s.kept_id WHERE s.merged_id = %s
"""  # noqa: S608  all parts are written here

_JOINS: Final = f"""
    SELECT s.kept_id, s.merged_id, s.recorded_at, s.id FROM {_STANDING} s
        WHERE s.kept_id = ANY(%s) OR s.merged_id = ANY(%s)
"""  # noqa: S608  all parts are written here


@dataclass(frozen=True, slots=True)
class Join:
    """One record joined to the one that goes on, since a moment, by a decision."""

    kept: UUID
    merged: UUID
    since: dt.datetime
    decision: UUID


@dataclass(frozen=True, slots=True)
class Group:
    """The patients who are one person, and since when the last of them is known to be."""

    patients: frozenset[UUID]
    since: dt.datetime


def group_ids(patient_id: UUID) -> RawSQL:
    """Give the ids of all who are one person with a patient, herself too, as a part of a query."""
    return RawSQL(_GROUP, [patient_id] * 4, output_field=UUIDField())  # noqa: S611  its text stands above


def joins_of(*, patient_ids: Iterable[UUID]) -> list[Join]:
    """List the joins in which any of the patients stands, in one query."""
    wanted = list(patient_ids)
    with connection.cursor() as cursor:
        cursor.execute(_JOINS, [wanted, wanted])
        return [Join(*row) for row in cursor.fetchall()]


def groups_of(*, patient_ids: Iterable[UUID]) -> dict[UUID, Group]:
    """Give the group of each patient who is in one: one query where none is, two where some are."""
    found = joins_of(patient_ids=patient_ids)
    if not found:
        return {}
    groups: dict[UUID, Group] = {}
    whole = joins_of(patient_ids={one.kept for one in found})
    for kept in {one.kept for one in whole}:
        joins = [one for one in whole if one.kept == kept]
        members = frozenset({kept} | {one.merged for one in joins})
        group = Group(members, max(one.since for one in joins))
        groups |= dict.fromkeys(members, group)
    return groups


def everybody_joined(*, patient_id: UUID) -> frozenset[UUID]:
    """Give all who are one person with a patient, herself too."""
    group = groups_of(patient_ids=[patient_id]).get(patient_id)
    return group.patients if group else frozenset({patient_id})


def proposals_about(*, patient_id: UUID) -> QuerySet[MergeProposal]:
    """List what was proposed about a patient's record and waits for a second person."""
    about = Q(kept=patient_id) | Q(merged=patient_id)
    return MergeProposal.objects.filter(about, decision__isnull=True).select_related("kept", "merged", "recorded_by")


def proposal_about(*, patient_id: UUID, proposal_id: UUID) -> MergeProposal:
    """Find one proposal about a patient's record, decided or not.

    :raises NotVisible: when there is none.
    """
    about = Q(kept=patient_id) | Q(merged=patient_id)
    rows = MergeProposal.objects.filter(about, id=proposal_id)
    found: MergeProposal | None = rows.select_related("kept", "merged", "recorded_by").first()
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def join_about(*, patient_id: UUID, decision_id: UUID) -> Join:
    """Find the join of a patient's record that stands by a decision.

    :raises NotVisible: when there is none, or it was parted.
    """
    for one in joins_of(patient_ids=[patient_id]):
        if one.decision == decision_id:
            return one
    raise NotVisible(_("There is no such record."))
