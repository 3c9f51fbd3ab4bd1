"""Clients of the interface: issued to a pharmacy's system, and ended."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ClientEnd, ClientUse, InterfaceClient, Kind, Organisation
from accounts.operation import operation
from accounts.refusals import NotVisible
from accounts.safeguards import AlreadyThere


@operation("accounts.manage", signed=True)
def issue_client(
    *, by: Actor, at: dt.datetime, organisation: Organisation, name: str, days: int, secret_hash: str
) -> InterfaceClient:
    """Let a pharmacy's system in, until so many days from now.

    :param secret_hash: of the secret, which was made for this client and is kept nowhere.
    :raises NotVisible: when it is no real pharmacy.
    """
    if organisation.kind != Kind.PHARMACY or organisation.is_practice:
        raise NotVisible(_("There is no such pharmacy."))
    client = InterfaceClient.objects.create(
        organisation=organisation,
        name=name,
        secret_hash=secret_hash,
        issued_by_id=by.person_id,
        at=at,
        expires_at=at + dt.timedelta(days=days),
    )
    ClientUse.objects.create(client=client, since=at)
    return client


@operation("accounts.manage")
def end_client(*, by: Actor, at: dt.datetime, client: InterfaceClient, reason: str) -> ClientEnd:
    """End a client: from this moment it gets no token, and none that it has is good.

    :raises AlreadyThere: when it was ended before.
    """
    ClientUse.objects.select_for_update().get(client=client)
    if ClientEnd.objects.filter(client=client).exists():
        raise AlreadyThere(_("This client was ended already. Open the page again to see how it stands."))
    return ClientEnd.objects.create(client=client, by_id=by.person_id, at=at, reason=reason)
