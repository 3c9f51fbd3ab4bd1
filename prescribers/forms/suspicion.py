"""Closing a suspicion of pregnancy, which two people sign."""

from django.utils.translation import gettext_lazy

from accounts.forms.second_person import SecondPersonForm
from accounts.models import Role
from foundation.forms import RadioField
from patients.models import Resolved
from prescribers.forms.base import RecordForm


class CloseForm(SecondPersonForm, RecordForm):
    """How it turned out, and the second prescriber's own e-mail address and password."""

    second_role = Role.PRESCRIBER
    field_order = ("nonce", "about", "version", "how")
    how = RadioField(label=gettext_lazy("How did it turn out?"), choices=Resolved.choices)
