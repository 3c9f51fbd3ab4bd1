"""The category, and the agreement signed for it."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import today_of
from patients.models import Agreement, Category, CategoryAssessment, Enrolment, Prescription
from patients.queries import current_category
from patients.refusals import NotForThisPatient
from patients.stamp import stamp


@operation("patients.assess_category", guard=changes_record)
def assess_category(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    category: str,
    criterion: str | None,
    specialist_confirmed: bool,
    evidence: str,
) -> CategoryAssessment:
    """Set the category as assessed today, with its criterion and evidence.

    :raises NotForThisPatient: when it would lower the category of a woman who already has a
        prescription: that takes a second prescriber, so one alone is refused.
    """
    earlier = current_category(enrolment=enrolment)
    lowers = earlier is not None and earlier.category == Category.CHILDBEARING != category
    if lowers and Prescription.objects.filter(enrolment=enrolment).exists():
        raise NotForThisPatient(
            _(
                "She is recorded as a woman who can become pregnant and has had a prescription. "
                "One prescriber alone cannot lower the category. It stays as it is."
            )
        )
    return CategoryAssessment.objects.create(
        enrolment=enrolment,
        assessed_on=today_of(enrolment=enrolment, at=at),
        category=category,
        criterion=criterion,
        specialist_confirmed=specialist_confirmed,
        evidence=evidence,
        **stamp(by=by, at=at),
    )


@operation("patients.sign_agreement", guard=changes_record)
def sign_agreement(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    statements: list[str],
    signed_how: str,
    form_version: str,
) -> Agreement:
    """Record the risk-awareness form as signed today, for the category in force.

    :raises NotForThisPatient: when no category is set yet: the form is one for each category.
    """
    category = current_category(enrolment=enrolment)
    if category is None:
        raise NotForThisPatient(_("Set the category first: there is one form for each."))
    return Agreement.objects.create(
        enrolment=enrolment,
        category=category.category,
        signed_on=today_of(enrolment=enrolment, at=at),
        signed_how=signed_how,
        statements=statements,
        form_version=form_version,
        **stamp(by=by, at=at),
    )
