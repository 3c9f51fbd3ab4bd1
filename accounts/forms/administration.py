"""The forms of the administrator's desk: places, people, roles, and the reasons for what is done to them."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.countries import COUNTRIES, TIME_ZONES
from accounts.models import IdentityCheck, Kind, Organisation, Role, User
from accounts.queries import real_organisations
from foundation.forms import (
    ActForm,
    HintedRadios,
    NameField,
    ParagraphField,
    RadioField,
    RegistryForm,
    TextField,
    ThreePartDateField,
)

DIALLED = re.compile(r"\+?[0-9][0-9 ()./-]{4,38}")


class TelephoneField(TextField):
    """A telephone number as people print it."""

    def validate(self, value: str) -> None:
        """Refuse what cannot be dialled.

        :raises ValidationError: when there is anything but digits and the usual signs between them.
        """
        super().validate(value)
        if value and not DIALLED.fullmatch(value):
            raise ValidationError(
                _("“%(label)s” must be a telephone number with its country, like +32 2 555 10 00."),
                params={"label": self.label},
            )


class DetailsForm(ActForm):
    """What of an organisation may change."""

    name = TextField(label=_("Name"), max_length=200, help_text=_("As people know it, with its town."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[("", ""), *((zone, zone) for zone in TIME_ZONES)])
    telephone = TelephoneField(
        label=_("Telephone"), max_length=40, help_text=_("With the country, like +32 2 555 10 00.")
    )
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("Of the place itself, not of one person.")
    )
    language = forms.ChoiceField(
        label=_("Language of the mails"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )


class OrganisationForm(DetailsForm):
    """A new organisation; kind and country are chosen once and for all."""

    kind = RadioField(
        label=_("What it is"),
        choices=Kind.choices,
        hints={
            Kind.CENTRE: _("For prescribers and delegates."),
            Kind.PHARMACY: _("For pharmacists."),
            Kind.AUTHORITY: _("For a national authority."),
            Kind.COMPANY: _("For the programme’s office: safety officers, programme managers, administrators."),
        },
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("", ""), *COUNTRIES])

    field_order = ("kind", "name", "country", "time_zone", "telephone", "email", "language")


class ChangeDetailsForm(DetailsForm):
    """Other details, with the reason and the version that was seen."""

    reason = ParagraphField(label=_("Why it changes"), rows=2, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(ActForm):
    """A change that says why."""

    reason = ParagraphField(label=_("Reason"), rows=3, max_length=500)


class ClientForm(ActForm):
    """A client for a pharmacy's system: what it is called, and how long its secret is good."""

    name = TextField(
        label=_("Which system is it for?"),
        max_length=80,
        help_text=_("As the pharmacy calls it, with the branch or the server: it stands in the trail by its number."),
    )
    days = forms.TypedChoiceField(
        label=_("How long is the secret good?"),
        coerce=int,
        choices=[("90", _("Three months")), ("180", _("Six months")), ("365", _("One year"))],
        widget=HintedRadios({}),
    )


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A place, told apart by kind and country."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Name it so that two of one name are not mixed up."""
        return f"{obj.name} ({obj.get_kind_display()}, {obj.country})"


class RoleForm(ActForm):
    """A role in an organisation, for a span of days."""

    organisation = OrganisationChoice(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose an organisation")
    )
    role = RadioField(
        label=_("Role"),
        choices=Role.choices,
        hints={
            Role.PRESCRIBER: _("In a centre."),
            Role.DELEGATE: _("In a centre. Prepares, and signs nothing."),
            Role.PHARMACIST: _("In a pharmacy."),
            Role.AUTHORITY: _("In a national authority."),
            Role.SAFETY_OFFICER: _("In the company."),
            Role.PROGRAMME_MANAGER: _("In the company."),
            Role.ADMINISTRATOR: _("In the company."),
        },
    )
    valid_from = ThreePartDateField(label=_("First day"))
    valid_until = ThreePartDateField(
        label=_("Ends on"), required=False, help_text=_("From this day on it does not count. Leave empty if it stays.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the places that are neither suspended nor for practising."""
        super().__init__(*args, **kwargs)
        offered = self.fields["organisation"]
        assert isinstance(offered, forms.ModelChoiceField)
        offered.queryset = real_organisations().filter(suspended=False)


class InviteForm(RoleForm):
    """Somebody new, or known, and her role."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person’s own at work, which nobody else reads. It is the log-in."),
    )
    name = NameField(label=_("Name"), max_length=200, help_text=_("As on the professional register."))
    telephone = TelephoneField(label=_("Telephone (optional)"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)

    field_order = ("email", "name", "telephone", "language", "organisation", "role", "valid_from", "valid_until")


class EndRoleForm(ActForm):
    """The day from which a role does not count any more."""

    valid_until = ThreePartDateField(label=_("Ends on"), help_text=_("From this day on it does not count."))


class FindForm(RegistryForm):
    """Words of a name or an address."""

    words = TextField(label=_("Name or e-mail address"), max_length=100)


class RecoveryForm(ActForm):
    """How it was made sure that it is this person who asks."""

    identity_check = RadioField(label=_("How did you make sure who asks?"), choices=IdentityCheck.choices)
    remarks = ParagraphField(
        label=_("What did you see or hear?"),
        rows=3,
        max_length=500,
        help_text=_("Kind of document, who at the organisation knew the person. Write no document number."),
    )


class FirstPasswordForm(RegistryForm):
    """The first password of somebody who was invited."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("15 signs or more, spaces too: a sentence is best. It may be pasted."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Keep whose it will be: it must not be like her name or address."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Compare both, and ask the rules for passwords."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        password = data.get("password")
        if password and "again" in data and data["again"] != password:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        if password:
            try:
                validate_password(password, self.user)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class OwnPasswordForm(RegistryForm):
    """The password of somebody who lost her second factor."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
