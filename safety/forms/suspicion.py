"""What a pharmacist or a centre hears of a pregnancy."""

from django.utils.translation import gettext_lazy

from foundation.forms import ParagraphField, ThreePartDateField
from safety.forms.kept import KeptForm


class SuspicionForm(KeptForm):
    """A suspicion, with what was said of it where there is time to write it down."""

    words = ParagraphField(
        label=gettext_lazy("What was said?"),
        help_text=gettext_lazy("May stay empty. No names."),
        rows=2,
        max_length=500,
        required=False,
    )


class PartnerForm(KeptForm):
    """A man's partner who may be pregnant: since when it is known, and how."""

    known_on = ThreePartDateField(label=gettext_lazy("Known since"), not_after_today=True)
    words = ParagraphField(
        label=gettext_lazy("What is known"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("A test, a missed period, how far along. Do not write the partner's name here."),
    )
