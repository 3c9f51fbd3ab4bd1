"""Who opens the addresses of a house: its prescriber or its pharmacist, as the act of each wants."""

from django.test import Client

from accounts.acts import carries
from accounts.models import Role
from tests.accounts.address_book import Address, House
from tests.builders import user_of


class Clients:
    """The two people of a house who open addresses here, each logged in once."""

    def __init__(self, house: House) -> None:
        self._prescriber, self._pharmacist = (Client(raise_request_exception=False) for _one in range(2))
        self._prescriber.force_login(user_of(house.scene.prescriber))
        self._pharmacist.force_login(user_of(house.scene.pharmacist))

    def at(self, one: Address) -> Client:
        """Give whose address it is."""
        return self._prescriber if carries(Role.PRESCRIBER, str(one.act)) else self._pharmacist
