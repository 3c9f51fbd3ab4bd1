"""How the worklist is narrowed and ordered."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import RegistryForm
from patients.models import Category
from prescribers.chosen import ORDERS, Chosen
from prescribers.whose import WHOSE


class WorklistForm(RegistryForm):
    """How the list is narrowed and ordered."""

    show = forms.CharField(widget=forms.HiddenInput, required=False)
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("All categories")), *Category.choices]
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=list(ORDERS.items()))
    whose = forms.ChoiceField(label=_("Whose patients"), required=False, choices=list(WHOSE.items()))

    def __init__(self, *, chosen: Chosen, statuses: Iterable[tuple[str, str]], has_own: bool) -> None:
        """Show what was chosen, and offer the statuses.

        :param statuses: the code of each status, and its name with how many patients have it.
        :param has_own: whether whoever looks can have patients of her own: who prescribes.
        """
        asked = {
            "show": chosen.part, "category": chosen.category, "status": chosen.status, "order": chosen.order,
            "whose": chosen.whose,
        }  # fmt: skip
        super().__init__(initial=asked)
        self.fields["status"] = forms.ChoiceField(
            label=_("Status"), required=False, choices=[("", _("Every status")), *statuses]
        )
        if not has_own:
            del self.fields["whose"]
