"""A role given: it fits its place, it has days in order, and nobody has it twice on one day."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import KIND_OF, Membership, Organisation, Role, User
from accounts.refusals import NotVisible, Refusal
from accounts.safeguards import AlreadyThere
from foundation.records import covering


class RoleDoesNotFit(Refusal):
    """This role is not held in this kind of organisation, or not for these days."""

    status = 422


def give(
    user: User, organisation: Organisation, role: str, valid_from: dt.date, valid_until: dt.date | None
) -> Membership:
    """Add a role, inside the operation that gives it.

    :raises NotVisible: when the organisation is one to practise at.
    :raises RoleDoesNotFit: when it is not a role of this kind of organisation, or it would end before it begins.
    :raises AlreadyThere: when she has it on one of these days.
    """
    if organisation.is_practice:
        raise NotVisible(_("There is no such organisation."))
    if KIND_OF[Role(role)] != organisation.kind:
        raise RoleDoesNotFit(
            _("%(role)s is not a role of this kind of organisation (%(kind)s). Choose another role or another place.")
            % {"role": Role(role).label.capitalize(), "kind": organisation.get_kind_display()}
        )
    if valid_until is not None and valid_until <= valid_from:
        raise RoleDoesNotFit(_("The role would end before its first day. Check both dates."))
    User.objects.select_for_update().get(pk=user.pk)
    held = Membership.objects.filter(user=user, organisation=organisation, role=role).exclude(
        valid_until=F("valid_from")
    )
    overlapping = held.filter(covering(valid_from)) | held.filter(valid_from__gt=valid_from)
    if valid_until is not None:
        overlapping = overlapping.exclude(valid_from__gte=valid_until)
    if overlapping.exists():
        raise AlreadyThere(_("This person has this role there already, on some of these days. Choose other days."))
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, valid_from=valid_from, valid_until=valid_until
    )
