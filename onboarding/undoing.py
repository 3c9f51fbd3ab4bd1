"""An import undone: what it brought is suspended and ended by rows like any other, but for what was used since."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import HowInvitationEnded, Invitation, InvitationEnd, Membership, Organisation, Suspension, User
from audit.models import Entry
from onboarding.models import Brought, Import, What
from patients.models import Enrolment
from programmes.models import PharmacyRegistration, PrescriberCertification

NEVER_CHOSEN: Final = "!"
"""How the password of somebody begins who never chose one."""

Left = list[list[Any]]
"""What was used since, as pairs of its line and why it stays."""


def undo(one: Import, *, by: Actor, at: dt.datetime, reason: str) -> Left:
    """Take back what an import brought, and give what was used since and stays."""
    brought = {what: dict(_brought(one, what)) for what in What}
    acted = _acted(since=one.ending.at)
    places = brought[What.PLACE].keys() - _used_places(brought, acted)
    people = brought[What.PERSON].keys() - _used_people(brought)
    roles = _unused_roles(brought, people, acted)
    busy = {actor for actor, _organisation in acted}
    _end(PharmacyRegistration, brought[What.REGISTRATION], {"pharmacy_id": {where for _actor, where in acted}}, reason)
    _end(PrescriberCertification, brought[What.CERTIFICATION], {"prescriber_id": busy}, reason)
    Membership.objects.filter(id__in=roles).update(valid_until=F("valid_from"))
    _suspend_people(people, by, at, reason)
    _suspend_places(places, by, at, reason)
    return sorted(
        [
            *_stay(brought[What.PLACE], places, _("the place is in use")),
            *_stay(brought[What.PERSON], people, _("the person has logged in")),
            *_stay(brought[What.ROLE], roles, _("somebody acted in the role")),
        ]
    )


def _stay(brought: dict[UUID, int], undone: set[UUID], why: str) -> Left:
    return [[brought[key], why] for key in brought.keys() - undone]


def _brought(one: Import, what: str) -> Iterable[tuple[UUID, int]]:
    return Brought.objects.filter(of=one, what=what).values_list("object_id", "line")


def _acted(*, since: dt.datetime) -> set[tuple[UUID, UUID]]:
    """Give who acted where since, as the trail has it."""
    lines = Entry.objects.filter(at__gte=since, actor_id__isnull=False, organisation_id__isnull=False)
    found = lines.values_list("actor_id", "organisation_id").distinct()
    return {(actor, place) for actor, place in found if actor is not None and place is not None}


def _used_places(brought: dict[What, dict[UUID, int]], acted: set[tuple[UUID, UUID]]) -> set[UUID]:
    """Give the places where somebody acted, patients are enrolled, or people have roles that came otherwise."""
    mine = brought[What.PLACE].keys()
    others = Membership.objects.filter(organisation_id__in=mine).exclude(valid_until=F("valid_from"))
    enrolled = Enrolment.objects.filter(centre_id__in=mine).values_list("centre_id", flat=True)
    return {
        *(where for _actor, where in acted if where in mine),
        *enrolled,
        *others.values_list("organisation_id", flat=True),
    }


def _used_people(brought: dict[What, dict[UUID, int]]) -> set[UUID]:
    """Give those who chose a password, or have a role that came otherwise."""
    mine = brought[What.PERSON].keys()
    others = Membership.objects.filter(user_id__in=mine).exclude(id__in=brought[What.ROLE].keys())
    chosen = User.objects.filter(id__in=mine).exclude(password__startswith=NEVER_CHOSEN)
    return {*chosen.values_list("id", flat=True), *others.values_list("user_id", flat=True)}


def _unused_roles(brought: dict[What, dict[UUID, int]], people: set[UUID], acted: set[tuple[UUID, UUID]]) -> set[UUID]:
    """Give the roles in which nobody acted; those of people who stay, stay with them."""
    held = Membership.objects.filter(id__in=brought[What.ROLE].keys())
    mine = brought[What.PERSON].keys()
    return {
        role
        for role, user, place in held.values_list("id", "user_id", "organisation_id")
        if (user in people if user in mine else (user, place) not in acted)
    }


def _end(model: Any, brought: dict[UUID, int], in_use: dict[str, set[UUID]], reason: str) -> None:
    """End accreditations on their first day, so that they never counted, but for those of who acted since."""
    [(field, ids)] = in_use.items()
    unused = model.objects.filter(id__in=brought.keys()).exclude(**{f"{field}__in": ids})
    unused.update(valid_until=F("valid_from"), ended_because=reason)


def _suspend_people(people: set[UUID], by: Actor, at: dt.datetime, reason: str) -> None:
    open_ones = Invitation.objects.filter(user_id__in=people, ending__isnull=True)
    InvitationEnd.objects.bulk_create(
        InvitationEnd(invitation=invitation, how=HowInvitationEnded.WITHDRAWN, at=at) for invitation in open_ones
    )
    User.objects.filter(id__in=people).update(is_active=False)
    Suspension.objects.bulk_create(
        Suspension(user_id=user, lifted=False, at=at, by_id=by.person_id, reason=reason) for user in people
    )


def _suspend_places(places: set[UUID], by: Actor, at: dt.datetime, reason: str) -> None:
    Organisation.objects.filter(id__in=places).update(suspended=True)
    Suspension.objects.bulk_create(
        Suspension(organisation_id=place, lifted=False, at=at, by_id=by.person_id, reason=reason) for place in places
    )
