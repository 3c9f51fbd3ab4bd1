"""What a licensed dictionary, where one was loaded, says of the terms that the desk coded: name and organ class."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from reports.scope import Scope
from safety.facts import facts_of
from safety.models import CaseVersion, MeddraTerm


@dataclass(frozen=True, slots=True)
class Coded:
    """The name of a coded term, and its primary organ class; empty where the licensee loaded no hierarchy."""

    name: str
    organ_class: str


def coded(series: Iterable[UUID], scope: Scope) -> dict[UUID, Coded]:
    """Give what the last version of each row's case was coded as, in the dictionary's version that stands beside it.

    A code of a version that nobody loaded says nothing here.
    """
    if not MeddraTerm.objects.exists():
        return {}
    last = (
        CaseVersion.objects.filter(case__source_series__in=list(series), written_at__lte=scope.cut_off)
        .order_by("case_id", "-number")
        .distinct("case_id")
        .select_related("case")
    )
    said = {one.case.source_series: facts_of(one.facts).reactions[0] for one in last}
    terms = MeddraTerm.objects.filter(code__in={one.term for one in said.values()})
    known = {(one.version, one.code): Coded(one.name, one.organ_class) for one in terms}
    found = {row: known.get((one.term_version, one.term)) for row, one in said.items()}
    return {row: one for row, one in found.items() if one is not None}
