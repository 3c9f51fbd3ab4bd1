"""A question to the centre, and its answer."""

from django.utils.translation import gettext_lazy

from foundation.forms import ParagraphField
from safety.forms.kept import KeptForm


class QuestionForm(KeptForm):
    """What the desk wants to know."""

    words = ParagraphField(
        label=gettext_lazy("What do you want to know?"),
        help_text=gettext_lazy("Those who treat the patient are told, and answer here. No names."),
        rows=3,
        max_length=2000,
    )


class AnswerForm(KeptForm):
    """What the centre answers."""

    words = ParagraphField(
        label=gettext_lazy("Your answer"), help_text=gettext_lazy("No names."), rows=4, max_length=4000
    )
