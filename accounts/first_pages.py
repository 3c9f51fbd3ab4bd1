"""The first page of each role: where it is led after logging in, and back to from a page of no desk."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

FIRST_PAGES: Final[dict[str, tuple[str, Promise | str]]] = {
    Role.PRESCRIBER: ("prescribers:worklist", _("Patients")),
    Role.DELEGATE: ("prescribers:worklist", _("Patients")),
    Role.PHARMACIST: ("pharmacies:counter", _("Check a card")),
    Role.AUTHORITY: ("reports:overview", _("Figures")),
    Role.SAFETY_OFFICER: ("safety:inbox", _("Inbox")),
    Role.PROGRAMME_MANAGER: ("programmes:list", _("Programmes")),
    Role.ADMINISTRATOR: ("accounts:people", _("People and roles")),
}
"""The name of its address, and the words of the link that leads there."""
