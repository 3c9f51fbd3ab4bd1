"""Cover for an absent colleague: arranged by one of the two, ended by itself or sooner."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Cover, Role, User
from accounts.models.cover import LONGEST
from accounts.operation import operation
from accounts.queries import local_day, members_of
from accounts.refusals import NotVisible
from patients.refusals import CoverRefused, NothingToChange, WrongOrder


@operation("accounts.cover")
def arrange_cover(
    *, by: Actor, at: dt.datetime, absent: User, colleague: User, first_day: dt.date, last_day: dt.date
) -> Cover:
    """Let a colleague read what comes for an absent prescriber, from one day to another, both included.

    It gives neither right nor sight: prescribing takes the colleague's own certification, and what she does is hers.

    :raises CoverRefused: when one of the two does not prescribe here, it is arranged by a third, or for one's own self.
    :raises WrongOrder: when it would begin before today, end before it begins, or last longer than a year.
    :raises NothingToChange: when somebody covers for the absent one on one of these days already.
    """
    _require_two_of_here(by, at, absent, colleague)
    _require_days(by, at, first_day, last_day)
    until = last_day + dt.timedelta(days=1)
    User.objects.select_for_update().get(id=absent.id)
    there = Cover.objects.filter(absent=absent, organisation_id=by.place_id)
    taken = there.filter(valid_from__lt=until, valid_until__gt=first_day).select_related("colleague").first()
    if taken is not None:
        raise NothingToChange(
            _("%(name)s covers already on some of these days. End that first, or choose other days.")
            % {"name": taken.colleague.name}
        )
    return Cover.objects.create(
        organisation_id=by.place_id,
        absent=absent,
        colleague=colleague,
        valid_from=first_day,
        valid_until=until,
        arranged_by_id=by.person_id,
        arranged_at=at,
    )


@operation("accounts.cover")
def end_cover(*, by: Actor, at: dt.datetime, cover: Cover) -> Cover:
    """End a cover now, by one of the two; one that has not begun never will.

    :raises NotVisible: for everybody else.
    :raises NothingToChange: when it has ended already.
    """
    current = Cover.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=cover.pk)
    if by.organisation_id != current.organisation_id or by.user_id not in {current.absent_id, current.colleague_id}:
        raise NotVisible(_("There is no such record."))
    today = local_day(by=by, at=at)
    if current.valid_until is None or current.valid_until <= max(today, current.valid_from):
        raise NothingToChange(_("This cover has ended already. Open the page again to see how it stands."))
    current.valid_until = max(today, current.valid_from)
    current.save(update_fields=["valid_until"])
    return current


def _require_two_of_here(by: Actor, at: dt.datetime, absent: User, colleague: User) -> None:
    here = members_of(organisation_id=by.organisation_id, role=Role.PRESCRIBER, at=at)
    if by.user_id not in {absent.id, colleague.id}:
        raise CoverRefused(_("A cover is arranged by whoever is away or by whoever covers. Ask one of the two."))
    if absent.id == colleague.id:
        raise CoverRefused(_("Choose two people: nobody covers for herself or himself."))
    if not {absent.id, colleague.id} <= set(here):
        raise CoverRefused(_("Both must be prescribers of your centre. Choose two who are."))


def _require_days(by: Actor, at: dt.datetime, first: dt.date, last: dt.date) -> None:
    today = local_day(by=by, at=at)
    if first < today:
        raise WrongOrder(_("A cover begins today, %(day)s, or later. Choose such a day.") % {"day": date_format(today)})
    if last < first:
        raise WrongOrder(_("The last day, %(day)s, is before the first. Check both.") % {"day": date_format(last)})
    if last - first >= LONGEST:
        raise WrongOrder(_("A cover lasts a year at most. Hand the patients over if it is longer."))
