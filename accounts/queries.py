"""Questions about users, organisations and roles."""

import datetime as dt
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import PATIENT_ACCOUNT, Actor
from accounts.models import (
    FormerDetails,
    InterfaceClient,
    Invitation,
    Kind,
    Membership,
    Organisation,
    Recovery,
    Role,
    Session,
    Suspension,
    User,
)
from accounts.refusals import NotVisible
from audit.models import Entry
from foundation.records import covering, day_in

SIGN_INS_SHOWN: Final = 20


def _in_its_days(at: dt.datetime) -> Q:
    """Pick the roles whose days have come and not ended, each by the calendar of its own place."""
    return covering(day_in("organisation__time_zone", at=at))


def in_force(*, at: dt.datetime) -> Q:
    """Pick the roles that carry acts now: in their days, of people and for places that are not suspended."""
    real = Q(organisation__practice_of__isnull=True) | Q(organisation__practice_of__suspended=False)
    return _in_its_days(at) & real & Q(user__is_active=True, organisation__suspended=False)


def memberships_in_force(*, user_id: UUID, at: dt.datetime) -> QuerySet[Membership]:
    """List the roles a user has now, with their organisations, in a steady order."""
    return (
        Membership.objects.filter(in_force(at=at), user_id=user_id)
        .select_related("organisation", "user")
        .order_by("organisation__name", "role", "id")
    )


def actor_of(*, membership: Membership, request_id: str = "", through: str = "") -> Actor:
    """Make the actor who acts in this membership; ``through`` names the client of the interface that acts for her."""
    organisation: Organisation = membership.organisation
    return Actor(
        user_id=membership.user_id,
        name=membership.user.name,
        role=membership.role,
        role_label=membership.get_role_display(),
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        country=organisation.country,
        time_zone=organisation.time_zone,
        membership_id=membership.id,
        practice=organisation.is_practice,
        request_id=request_id,
        through=through,
    )


def local_day(*, by: Actor, at: dt.datetime) -> dt.date:
    """Give the civil date where the actor works, for greeting and lists; rules ask the programme's."""
    return at.astimezone(ZoneInfo(by.time_zone)).date()


def has_second_step(*, user_id: UUID) -> bool:
    """Say whether somebody set up a second step, of whatever kind."""
    return bool(Authenticator.objects.filter(user_id=user_id).exists())


def is_recovering(*, user_id: UUID) -> bool:
    """Say whether a recovery of the second factor was confirmed for somebody and has not come to its end."""
    return Recovery.objects.filter(user_id=user_id, confirmation__isnull=False, ending__isnull=True).exists()


def all_memberships(*, at: dt.datetime) -> QuerySet[Membership]:
    """List the roles in force of everybody, by country, organisation and name."""
    return (
        Membership.objects.filter(_in_its_days(at), organisation__practice_of__isnull=True)
        .select_related("organisation", "user")
        .order_by("organisation__country", "organisation__name", "user__name", "role", "id")
    )


def members_of(*, organisation_id: UUID | None, role: str, at: dt.datetime) -> list[UUID]:
    """List the users who hold a role in an organisation now; nobody holds one in none."""
    if organisation_id is None:
        return []
    held = Membership.objects.filter(in_force(at=at), organisation_id=organisation_id, role=role)
    return list(held.values_list("user_id", flat=True))


def holders_of(*, role: str, at: dt.datetime) -> list[UUID]:
    """List the users who hold a role anywhere now, each once."""
    held = Membership.objects.filter(in_force(at=at), role=role, organisation__practice_of__isnull=True)
    return list(held.order_by("user_id").values_list("user_id", flat=True).distinct())


def details_changed(*, organisation: Organisation) -> int:
    """Count how often a place's name or contact data were changed: the version that its form carries."""
    return FormerDetails.objects.filter(organisation=organisation).count()


def own_sessions(*, user_id: UUID, at: dt.datetime) -> QuerySet[Session]:
    """List where a person is logged in, the latest seen first."""
    return Session.objects.filter(user_id=user_id, expire_date__gt=at).order_by("-seen_at", "session_key")


def own_sign_ins(*, user_id: UUID) -> QuerySet[Entry]:
    """List the last sign-ins and changes of credentials of one account, newest first."""
    found = Entry.objects.filter(act="accounts.sign_in", object_kind="accounts.User", object_id=str(user_id))
    return found.order_by("-at", "id")[:SIGN_INS_SHOWN]


def real_organisations() -> QuerySet[Organisation]:
    """List the places that are real, by country and name; those to practise at are in no list and no choice."""
    return Organisation.objects.filter(practice_of__isnull=True).order_by("country", "name")


def authorities() -> QuerySet[Organisation]:
    """List the authorities that are not suspended."""
    return real_organisations().filter(kind=Kind.AUTHORITY, suspended=False)


def authorities_of(*, country: str) -> QuerySet[Organisation]:
    """List the authorities of a country that are not suspended."""
    return authorities().filter(country=country)


def organisation_of(*, organisation_id: UUID) -> Organisation:
    """Find a real place.

    :raises NotVisible: when there is none.
    """
    found = real_organisations().filter(id=organisation_id).first()
    if found is None:
        raise NotVisible(_("There is no such organisation."))
    return found


def user_of_registry(*, user_id: UUID) -> User:
    """Find a person.

    :raises NotVisible: when there is none.
    """
    found = User.objects.filter(id=user_id).exclude(id=PATIENT_ACCOUNT).first()
    if found is None:
        raise NotVisible(_("There is no such person."))
    return found


def role_of(*, membership_id: UUID) -> Membership:
    """Find a role that somebody holds in a real place, or held.

    :raises NotVisible: when there is none.
    """
    held = Membership.objects.filter(id=membership_id, organisation__practice_of__isnull=True)
    found = held.select_related("user", "organisation").first()
    if found is None:
        raise NotVisible(_("There is no such role."))
    return found


def roles_of(*, user_id: UUID) -> QuerySet[Membership]:
    """List the roles that a person holds or held in real places, the newest first."""
    held = Membership.objects.filter(user_id=user_id, organisation__practice_of__isnull=True)
    return held.select_related("organisation").order_by("-valid_from", "organisation__name", "role", "id")


def people_at(*, organisation_id: UUID, at: dt.datetime) -> QuerySet[Membership]:
    """List who holds a role in a place now, suspended or not."""
    held = Membership.objects.filter(_in_its_days(at), organisation_id=organisation_id)
    return held.select_related("user").order_by("user__name", "role", "id")


def people_named(*, words: str) -> QuerySet[User]:
    """Find people by a part of name or address, whether they hold a role or not."""
    found = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return found.exclude(id=PATIENT_ACCOUNT).order_by("name", "id")


def suspensions_of(*, of: User | Organisation) -> QuerySet[Suspension]:
    """List when a person or a place was suspended and let in again, newest first."""
    found = Suspension.objects.filter(Q(user=of) if isinstance(of, User) else Q(organisation=of))
    return found.select_related("by").order_by("-at", "id")


def former_details(*, organisation_id: UUID) -> QuerySet[FormerDetails]:
    """List what a place was called before, newest first."""
    return FormerDetails.objects.filter(organisation_id=organisation_id).select_related("changed_by").order_by("-until")


def last_invitation(*, user_id: UUID) -> Invitation | None:
    """Give the last invitation of a person, with its end where it has one."""
    found = Invitation.objects.filter(user_id=user_id).select_related("ending", "invited_by")
    return found.order_by("-at").first()


def open_recovery_of(*, user_id: UUID) -> Recovery | None:
    """Give the recovery of a second factor that has not ended."""
    found = Recovery.objects.filter(user_id=user_id, ending__isnull=True)
    return found.select_related("started_by", "confirmation__confirmed_by").order_by("-at").first()


def client_in_force(*, client_id: UUID, at: dt.datetime) -> InterfaceClient | None:
    """Give a client that may call now: neither ended nor run out, of a pharmacy that is not suspended."""
    open_ones = InterfaceClient.objects.filter(ending__isnull=True, expires_at__gt=at, organisation__suspended=False)
    return open_ones.filter(id=client_id).select_related("organisation").first()


def pharmacist_of(*, organisation_id: UUID, email: str, at: dt.datetime) -> Membership | None:
    """Give the membership by which somebody, known by her log-in, is a pharmacist of a pharmacy now."""
    held = Membership.objects.filter(in_force(at=at), organisation_id=organisation_id, role=Role.PHARMACIST)
    return held.filter(user__email__iexact=email).select_related("organisation", "user").first()


def clients_of(*, organisation_id: UUID) -> QuerySet[InterfaceClient]:
    """List the clients that a pharmacy has and had, the newest first."""
    found = InterfaceClient.objects.filter(organisation_id=organisation_id)
    return found.select_related("ending__by", "issued_by", "use").order_by("-at", "id")


def client_of_registry(*, client_id: UUID) -> InterfaceClient:
    """Find a client.

    :raises NotVisible: when there is none.
    """
    found = InterfaceClient.objects.filter(id=client_id).select_related("organisation").first()
    if found is None:
        raise NotVisible(_("There is no such client."))
    return found


def pharmacy_of_registry(*, organisation_id: UUID) -> Organisation:
    """Find a real pharmacy.

    :raises NotVisible: when there is none.
    """
    found = organisation_of(organisation_id=organisation_id)
    if found.kind != Kind.PHARMACY:
        raise NotVisible(_("There is no such pharmacy."))
    return found
