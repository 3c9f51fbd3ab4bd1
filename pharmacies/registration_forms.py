"""What a pharmacy declares when it applies: for which programme, who answers for it, and what it keeps to."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, NameField, RadioField, TickField
from programmes.licences import LicenceField
from programmes.models import Programme


class RegistrationForm(ActForm):
    """The application: one page, to be filled in within three minutes.

    Whoever changes the words of the ticks gives ``programmes.applications.DECLARED`` another version.
    """

    programme = RadioField(label=_("For which programme?"), choices=())
    responsible_name = NameField(
        label=_("Responsible pharmacist"),
        help_text=_("The pharmacist who answers for this medicine here. It may be you."),
    )
    licence_number = LicenceField(label=_("Licence number of the responsible pharmacist"))
    knows = TickField(label=_("The responsible pharmacist knows of this application and answers for it"))
    checks = TickField(
        label=_("Capsules leave this pharmacy only on a YES of the registry, for the person whose card was checked")
    )
    tells = TickField(
        label=_(
            "Everybody who dispenses here has read the guide for pharmacists, and reports side effects and pregnancies"
        )
    )

    def __init__(self, *args: Any, programmes: Iterable[Programme], name: str, **kwargs: Any) -> None:
        """Offer the programmes that can be applied for, and the name of whoever applies as the first guess."""
        super().__init__(*args, initial={"responsible_name": name}, **kwargs)
        self.offered = {one.id: one for one in programmes}
        self.fields["programme"].choices = [(key, one.title) for key, one in self.offered.items()]  # type: ignore[attr-defined]  # a choice field has choices

    def clean_programme(self) -> Programme:
        """Give the programme itself."""
        return self.offered[self.cleaned_data["programme"]]
