"""Closing a suspicion of pregnancy, which two people sign; and reporting that of a man's partner."""

from django.utils.translation import gettext_lazy

from accounts.forms.second_person import SecondPersonForm
from accounts.models import Role
from foundation.forms import ParagraphField, RadioField, ThreePartDateField
from patients.models import Resolved
from prescribers.forms.base import RecordForm


class PartnerForm(RecordForm):
    """A man's partner who may be pregnant: since when it is known, and how."""

    known_on = ThreePartDateField(label=gettext_lazy("Known since"), not_after_today=True)
    words = ParagraphField(
        label=gettext_lazy("What is known"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("A test, a missed period, how far along. Do not write the partner's name here."),
    )
    after_birth = ("known_on",)


class CloseForm(SecondPersonForm, RecordForm):
    """How it turned out, and the second prescriber's own e-mail address and password."""

    second_role = Role.PRESCRIBER
    field_order = ("nonce", "about", "version", "how")
    how = RadioField(label=gettext_lazy("How did it turn out?"), choices=Resolved.choices)
