"""What a pharmacist hears of a pregnancy."""

from django.utils.translation import gettext_lazy

from foundation.forms import ActForm, ParagraphField


class SuspicionForm(ActForm):
    """A suspicion, with what was said of it where there is time to write it down."""

    words = ParagraphField(
        label=gettext_lazy("What was said?"),
        help_text=gettext_lazy("May stay empty. No names."),
        rows=2,
        max_length=500,
        required=False,
    )
