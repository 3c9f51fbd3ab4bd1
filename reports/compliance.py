"""Compliance: the indicators counted over a scope, all of them together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, DateField, Exists, ExpressionWrapper, OuterRef, Q, Subquery

from patients.models import PregnancyTest, Treatment
from programmes.in_force import programmes
from reports.indicators import Indicator, of_compliance
from reports.queries import CENTRE, MONTH, counted
from reports.scope import Scope, as_recorded
from reports.shares import Share
from reports.sums import summed
from rulebook import Programme
from rulebook.indicators import latest_end_counted, until_last_test
from rulebook.words import CHILDBEARING, NEGATIVE

ALL: Final = None


def compliance(scope: Scope, *, codes: Iterable[str] = (), by: str | None = None) -> dict[Any, dict[str, Share]]:
    """Count indicators over the dispensings of a scope, laid apart by one dimension; of the whole under ``ALL``.

    :param codes: which indicators; by default all.
    :raises KeyError: for an indicator or a dimension that there is not.
    """
    wanted = {code: of_compliance()[code] for code in (codes or of_compliance())}
    found = summed(scope, conditions_of(wanted.values()), by=[] if by is None else [by])
    return {key[0] if key else ALL: {code: _share(row, code) for code in wanted} for key, row in found.items()}


def by_centre_and_month(scope: Scope, code: str) -> dict[Any, dict[dt.date, Share]]:
    """Count one indicator by centre, and within it by month.

    :raises KeyError: for an indicator that there is not.
    """
    one = of_compliance()[code]
    found: dict[Any, dict[dt.date, Share]] = defaultdict(dict)
    for (centre, month), row in summed(scope, conditions_of([one]), by=[CENTRE, MONTH]).items():
        found[centre][month] = Share(row[f"{code}_kept"], row[f"{code}_of"])
    return found


def conditions_of(indicators: Iterable[Indicator]) -> dict[str, Q]:
    """Name the conditions under which dispensings are counted for indicators."""
    wanted: dict[str, Q] = {}
    for one in indicators:
        wanted[f"{one.code}_of"], wanted[f"{one.code}_kept"] = one.among, one.numerator
        if one.lacking is not None:
            wanted[f"{one.code}_missing"] = one.lacking
    return wanted


def last_tests(scope: Scope) -> Share:
    """Count P10: of the childbearing patients whose treatment ended long enough ago, those tested after the end.

    Childbearing is who was judged so at the last dispensing of the treatment. The treatments are those that ended in
    the period; a qualifying test counts from the programme's day after the end on.
    """
    ended = as_recorded(Treatment.objects.filter(scope.of_enrolment_rows(on="ended_on")), scope.cut_off)
    last = counted(scope.cut_off).filter(
        enrolment=OuterRef("enrolment"), prescription__treatment__series=OuterRef("series")
    )
    judged = last.order_by("-dispensed_on", "-recorded_at").values("verdict__judged_as")[:1]
    due, tested = Q(pk__in=[]), Q(pk__in=[])
    for version, of_version in _versions():
        due |= of_version & Q(ended_on__lte=_last_end(version, scope))
        tested |= of_version & Q(Exists(_tests_after(version, scope)))
    patients = ended.annotate(judged=Subquery(judged)).filter(due, judged=CHILDBEARING)
    found = patients.aggregate(of=Count("id"), kept=Count("id", filter=tested))
    return Share(found["kept"], found["of"], missing=found["of"] - found["kept"])


def _share(row: dict[str, Any], code: str) -> Share:
    return Share(row[f"{code}_kept"], row[f"{code}_of"], row.get(f"{code}_missing"))


def _versions() -> Iterable[tuple[Programme, Q]]:
    """Give each version that asks for tests, with the treatments that ended under it."""
    loaded = programmes()
    for programme in loaded.ids:
        versions = loaded.versions(programme)
        for version, after in zip(versions, (*versions[1:], None), strict=True):
            of_version = Q(enrolment__programme=programme, ended_on__gte=version.valid_from)
            if after is not None:
                of_version &= Q(ended_on__lt=after.valid_from)
            if version.test is not None:
                yield version, of_version


def _last_end(version: Programme, scope: Scope) -> dt.date:
    assert version.test is not None
    today = scope.cut_off.astimezone(ZoneInfo(version.time_zone)).date()
    return latest_end_counted(version.test, today)


def _tests_after(version: Programme, scope: Scope) -> Any:
    assert version.test is not None
    from_day = ExpressionWrapper(OuterRef("ended_on") + until_last_test(version.test), output_field=DateField())
    return as_recorded(PregnancyTest.objects.all(), scope.cut_off).filter(
        patient=OuterRef("enrolment__patient"), result=NEGATIVE, supervised=True, sampled_on__gte=from_day,
        sensitivity_miu_ml__lte=version.test.sensitivity_miu_ml,
    )  # fmt: skip
