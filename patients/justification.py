"""What keeps a criterion from carrying the category of a woman who cannot become pregnant, told with both facts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from patients.dates import require_within_life
from patients.eligibility import justifies, programme_in_force
from patients.identity import person_of
from patients.models import Category, Enrolment, Sex
from patients.refusals import NotForThisPatient, NotJustified
from rulebook.days import age_on

OLD_ENOUGH = "age_50_amenorrhoea_1_year"


def why_not_justified(
    *, enrolment: Enrolment, on: dt.date, criterion: str | None, specialist_confirmed: bool
) -> str | None:
    """Say why the rulebook would not take this criterion on a day; None when it would."""
    rules = programme_in_force(enrolment=enrolment, on=on).non_childbearing
    if criterion not in rules.criteria:
        return _("None of the programme's criteria is named. Without one she is recorded as able to become pregnant.")
    if justifies(enrolment=enrolment, on=on, criterion=criterion, specialist_confirmed=specialist_confirmed):
        return None
    if criterion == OLD_ENOUGH:
        return _too_young(enrolment, on, rules.amenorrhoea_min_age)
    return _(
        "This criterion needs a specialist's confirmation, and none is recorded. Add it, or choose what does apply."
    )


def require_justified(*, enrolment: Enrolment, on: dt.date, today: dt.date, facts: Mapping[str, Any]) -> None:
    """Refuse a category that nothing carries.

    :param facts: the columns of an assessment or a proposal: category, criterion, confirmation and evidence.
    :raises NotForThisPatient: when the sex recorded at birth does not go with it.
    :raises NotJustified: when she is to be unable to become pregnant without a criterion that holds and what shows it.
    :raises FutureDate: when the document is dated after today.
    :raises WrongOrder: when it is dated before the patient was born.
    """
    if facts["evidence_on"] is not None:
        require_within_life(patient=enrolment.patient, days=[facts["evidence_on"]], today=today)
    category = facts["category"]
    if category == Category.CHILDBEARING:
        return
    is_male = person_of(patient=enrolment.patient).sex == Sex.MALE
    if is_male != (category == Category.MALE):
        raise NotForThisPatient(
            _("This category does not go with the sex recorded at birth. Compare it with the patient's papers.")
        )
    if category == Category.MALE:
        return
    if not facts["evidence"].strip():
        raise NotJustified(_("Say what shows it: document, date and who wrote it."))
    against = why_not_justified(
        enrolment=enrolment,
        on=on,
        criterion=facts["criterion"],
        specialist_confirmed=facts["specialist_confirmed"],
    )
    if against is not None:
        raise NotJustified(against)


def _too_young(enrolment: Enrolment, on: dt.date, least: int) -> str:
    born = person_of(patient=enrolment.patient).birth_date
    if born is None:
        return _("The date of birth is not known. This criterion needs %(least)s or over.") % {"least": least}
    return _("The patient is %(age)s. This criterion needs %(least)s or over.") % {
        "age": age_on(born.toordinal(), on.toordinal()),
        "least": least,
    }
