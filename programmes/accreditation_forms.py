"""The forms of accreditation: certify, register, end, suspend, take up again, renew."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.countries import COUNTRIES
from accounts.models import Organisation
from foundation.forms import ActForm, ParagraphField, ThreePartDateField
from programmes.models import Programme
from programmes.queries import pharmacies, prescribers_at


class SpanForm(ActForm):
    """For which programme, from when, until when."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.order_by("title"))
    valid_from = ThreePartDateField(label=_("First day"))
    valid_until = ThreePartDateField(
        label=_("Ends on"), required=False, help_text=_("From this day on it does not hold. Leave empty if it stays.")
    )


class CertifyForm(SpanForm):
    """A prescriber, in one country."""

    email = forms.EmailField(label=_("E-mail address of the prescriber"), help_text=_("The one that is the log-in."))
    country = forms.ChoiceField(label=_("Country"), choices=[("", ""), *COUNTRIES])

    field_order = ("email", "country", "programme", "valid_from", "valid_until")

    def __init__(self, *args: Any, at: dt.datetime, **kwargs: Any) -> None:
        """Keep the moment at which the role of the prescriber is asked about."""
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict[str, Any]:
        """Find the prescriber."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("email"):
            found = prescribers_at(email=data["email"], at=self.at)
            if found is None:
                self.add_error(
                    "email",
                    _("Nobody with this log-in is a prescriber. Ask an administrator to give the role first."),
                )
            data["prescriber"] = found
        return data


class RegisterForm(SpanForm):
    """A pharmacy."""

    pharmacy = forms.ModelChoiceField(label=_("Pharmacy"), queryset=Organisation.objects.none())

    field_order = ("pharmacy", "programme", "valid_from", "valid_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the real pharmacies."""
        super().__init__(*args, **kwargs)
        offered = self.fields["pharmacy"]
        assert isinstance(offered, forms.ModelChoiceField)
        offered.queryset = pharmacies()


class EndForm(ActForm):
    """The day, which may lie in the past, and why."""

    valid_until = ThreePartDateField(label=_("Ends on"), help_text=_("From this day on it does not hold."))
    reason = ParagraphField(label=_("Reason"), rows=3, max_length=500)


class AcceptForm(ActForm):
    """Until when, if it is to end."""

    valid_until = ThreePartDateField(
        label=_("Ends on"), required=False, help_text=_("From this day on it does not hold. Leave empty if it stays.")
    )


class RenewForm(ActForm):
    """Until when anew."""

    valid_until = ThreePartDateField(label=_("New end"), help_text=_("From this day on it does not hold."))
