"""Organisations opened, given new details, suspended and let in again."""

import datetime as dt

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import FormerDetails, Membership, Organisation, Session, Suspension
from accounts.operation import operation
from accounts.queries import details_changed
from accounts.refusals import NotVisible, Stale
from accounts.safeguards import (
    AlreadyThere,
    NotYourself,
    one_at_a_time,
    require_an_administrator,
)


@operation("accounts.manage")
def open_organisation(
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    kind: str,
    country: str,
    time_zone: str,
    telephone: str,
    email: str,
    language: str = settings.LANGUAGE_CODE,
) -> Organisation:
    """Open a place that people can act for.

    :raises AlreadyThere: when the country has one of that name.
    """
    _require_free_name(country=country, name=name)
    return Organisation.objects.create(
        name=name, kind=kind, country=country, time_zone=time_zone, telephone=telephone, email=email, language=language
    )


@operation("accounts.manage")
def change_details(
    *,
    by: Actor,
    at: dt.datetime,
    organisation: Organisation,
    name: str,
    time_zone: str,
    telephone: str,
    email: str,
    language: str,
    reason: str,
    version: int,
) -> FormerDetails:
    """Give a place another name or other contact data; what it had before is kept with the reason.

    :param version: how often it had been changed when the form was opened.
    :raises Stale: when it was changed meanwhile.
    :raises AlreadyThere: when nothing would change, or its country has another place of that name.
    """
    current = _locked(organisation)
    if details_changed(organisation=current) != version:
        raise Stale(_("Somebody changed this organisation meanwhile. Look at what stands there now, then try again."))
    wanted = {"name": name, "time_zone": time_zone, "telephone": telephone, "email": email, "language": language}
    held = {field: getattr(current, field) for field in wanted}
    if held == wanted:
        raise AlreadyThere(_("Nothing is different from what stands there. Change something, or go back."))
    if name != current.name:
        _require_free_name(country=current.country, name=name)
    former = FormerDetails.objects.create(
        organisation=current, until=at, changed_by_id=by.person_id, reason=reason, **held
    )
    for field, value in wanted.items():
        setattr(current, field, value)
    current.save(update_fields=list(wanted))
    return former


@operation("accounts.manage")
def suspend_organisation(*, by: Actor, at: dt.datetime, organisation: Organisation, reason: str) -> Suspension:
    """Suspend a place: from this moment nobody acts for it, and whoever does is logged out everywhere.

    :raises NotYourself: when it is the place that the administrator acts for.
    :raises AlreadyThere: when it is suspended already.
    :raises LastAdministrator: when nobody would be left to lift it.
    """
    one_at_a_time()
    current = _locked(organisation)
    if by.organisation_id == current.id:
        raise NotYourself(_("You act for this organisation yourself. Ask an administrator of another one."))
    if current.suspended:
        raise AlreadyThere(
            _("%(name)s is suspended already. Open the page again to see how it stands.") % {"name": current.name}
        )
    suspension = _written(current, lifted=False, by=by, at=at, reason=reason)
    members = Membership.objects.filter(organisation=current)
    Session.objects.filter(user_id__in=members.values("user_id")).delete()
    require_an_administrator(at=at)
    return suspension


@operation("accounts.manage")
def readmit_organisation(*, by: Actor, at: dt.datetime, organisation: Organisation, reason: str) -> Suspension:
    """Lift the suspension of a place: its people act for it again, by the roles they still hold.

    :raises AlreadyThere: when it is not suspended.
    """
    current = _locked(organisation)
    if not current.suspended:
        raise AlreadyThere(
            _("%(name)s is not suspended. Open the page again to see how it stands.") % {"name": current.name}
        )
    return _written(current, lifted=True, by=by, at=at, reason=reason)


def _written(organisation: Organisation, *, lifted: bool, by: Actor, at: dt.datetime, reason: str) -> Suspension:
    organisation.suspended = not lifted
    organisation.save(update_fields=["suspended"])
    return Suspension.objects.create(organisation=organisation, lifted=lifted, at=at, by_id=by.person_id, reason=reason)


def _locked(organisation: Model) -> Organisation:
    """Take the row as it stands now; a place to practise at is nobody's to administer."""
    found = Organisation.objects.select_for_update().filter(pk=organisation.pk, practice_of__isnull=True).first()
    if found is None:
        raise NotVisible(_("There is no such organisation."))
    return found


def _require_free_name(*, country: str, name: str) -> None:
    if Organisation.objects.filter(country=country, name__iexact=name).exists():
        raise AlreadyThere(
            _("%(name)s is there already. Look for it in the list, or give another name.") % {"name": name}
        )
