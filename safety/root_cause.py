"""What the record itself says of how a pregnancy could come about: asked before anybody is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.merged import group_ids
from patients.models import Contraception, PregnancyTest, Verdict
from patients.reasons import words
from programmes.words import METHOD_WORDS
from rulebook.pregnancy import TERM
from safety.followed import Followed


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the record says: a day, a code, and it in words."""

    on: dt.date
    code: str
    words: str

    @property
    def kept(self) -> dict[str, Any]:
        """Give the form in which it is kept with a judgement: without words, which change with the language."""
        return {"on": self.on.isoformat(), "code": self.code}


def what_the_record_says(*, followed: Followed) -> list[Finding]:
    """List, by day, what the verdicts found at each dispensing, and how she was protected when it began.

    From the first day of the last period where it is dated, else from as long before the suspicion as a pregnancy
    lasts, to the suspicion.
    """
    until = followed.suspected_on
    since = followed.began_on or until - TERM
    found = [*_at_the_counter(followed, since, until), *_tests(followed, since, until)]
    if followed.began_on is not None:
        found += _methods(followed, followed.began_on)
    return sorted(found, key=lambda one: (one.on, one.code))


def _at_the_counter(followed: Followed, since: dt.date, until: dt.date) -> list[Finding]:
    given = Verdict.objects.filter(enrolment=followed.enrolment, dispensing__isnull=False, on__lte=until)
    last_before = given.filter(on__lt=since).order_by("-on").values_list("on", flat=True).first()
    rows = given.filter(on__gte=last_before or since).order_by("on")
    return [
        Finding(one.on, code, _("Dispensed on %(day)s although: %(what)s") % {
            "day": date_format(one.on), "what": words(code).title,
        })
        for one in rows
        for code in one.advice
    ]  # fmt: skip


def _tests(followed: Followed, since: dt.date, until: dt.date) -> list[Finding]:
    rows = PregnancyTest.objects.standing().filter(
        patient_id__in=group_ids(followed.suspicion.patient_id), sampled_on__range=(since, until)
    )
    return [
        Finding(one.sampled_on, f"test_{one.result}", _("Pregnancy test of %(day)s: %(result)s") % {
            "day": date_format(one.sampled_on), "result": one.get_result_display(),
        })
        for one in rows
    ]  # fmt: skip


def _methods(followed: Followed, began: dt.date) -> list[Finding]:
    rows = Contraception.objects.standing().filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=began), Q(valid_until__isnull=True) | Q(valid_until__gte=began),
        patient_id__in=group_ids(followed.suspicion.patient_id), started_on__lte=began,
    )  # fmt: skip
    if not rows:
        return [Finding(began, "no_method", _("No contraception is recorded on %(day)s") % {"day": date_format(began)})]
    return [
        Finding(one.started_on, f"method_{one.method}", _("Contraception on %(day)s: %(method)s") % {
            "day": date_format(began), "method": METHOD_WORDS[one.method],
        })
        for one in rows
    ]  # fmt: skip
