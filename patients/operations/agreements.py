"""The agreement: signed for the category in force, statement by statement, on the screen or on paper."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from foundation.scans import CleanScan
from patients.access import changes_record
from patients.dates import today_of
from patients.eligibility import programme_in_force
from patients.models import Agreement, Enrolment, Means, Scan, Signature
from patients.queries import current_category
from patients.refusals import NotForThisPatient
from patients.stamp import stamp
from patients.statements import require_every_statement, statements_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Who signs for the patient: name, relation, and why."""

    name: str
    relation: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """By what means it was signed, and by whom for the patient, if not by herself or himself."""

    means: str
    typed_name: str = ""
    file_reference: str = ""
    scan: CleanScan | None = None
    representative: Representative | None = None


@operation("patients.sign_agreement", guard=changes_record, signed=True)
def sign_agreement(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    statements: list[str],
    form_version: str,
    signed: Signed,
) -> Agreement:
    """Record the risk-awareness form as signed today, for the category in force.

    :raises NotForThisPatient: when no category is set yet (the form is one for each), when a statement of it is
        missing or one is none of it, or when the signature could not be shown.
    """
    category = current_category(enrolment=enrolment)
    if category is None:
        raise NotForThisPatient(_("Set the category first: there is one form for each."))
    today = today_of(enrolment=enrolment, at=at)
    programme = programme_in_force(enrolment=enrolment, on=today)
    wanted = statements_of(category=category.category, programme=programme)
    require_every_statement(agreed=statements, wanted=wanted)
    _require_shown(signed)
    agreement = Agreement.objects.create(
        enrolment=enrolment,
        category=category.category,
        signed_on=today,
        signed_how=signed.means,
        statements=wanted,
        form_version=form_version,
        **stamp(by=by, at=at),
    )
    _keep(agreement, signed, by, at)
    return agreement


def _keep(agreement: Agreement, signed: Signed, by: Actor, at: dt.datetime) -> None:
    """Keep the signature under the agreement, and its scan in a table of its own."""
    scan, who = signed.scan, signed.representative
    kept = None
    if scan is not None:
        kept = Scan.objects.create(
            enrolment_id=agreement.enrolment_id,
            kind=scan.kind,
            content=scan.content,
            size=len(scan.content),
            sha256=scan.sha256,
            **stamp(by=by, at=at),
        )
    Signature.objects.create(
        enrolment_id=agreement.enrolment_id,
        agreement=agreement,
        means=signed.means,
        typed_name=signed.typed_name,
        file_reference=signed.file_reference,
        scan=kept,
        representative=who.name if who else "",
        relation=who.relation if who else "",
        why_represented=who.why if who else "",
        **stamp(by=by, at=at),
    )


def _require_shown(signed: Signed) -> None:
    """Refuse a signature of which nothing could be shown later."""
    wanted = {
        Means.DRAWN: signed.scan is not None,
        Means.SCAN: signed.scan is not None,
        Means.TYPED: bool(signed.typed_name.strip()) and signed.scan is None,
        Means.PAPER: bool(signed.file_reference.strip()) and signed.scan is None,
    }
    if not wanted.get(Means(signed.means)):
        raise NotForThisPatient(_("The signature is missing: draw it, type the name, add the scan or name the file."))
    who = signed.representative
    if who is not None and not all(part.strip() for part in (who.name, who.relation, who.why)):
        raise NotForThisPatient(_("Say who signs for the patient, in what relation, and why."))
