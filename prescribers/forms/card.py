"""Why a card is revoked."""

from django.utils.translation import gettext_lazy

from foundation.forms import RadioField
from prescribers.forms.base import RecordForm
from prescribers.words import CARD_REASONS


class RevokeForm(RecordForm):
    """What happened to the card."""

    reason = RadioField(label=gettext_lazy("What happened to the card?"), choices=list(CARD_REASONS.items()))
