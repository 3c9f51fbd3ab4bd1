"""What is signed is signed with the second step, shown anew for this one act; see docs/decisions/0061."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.queries import has_second_step
from accounts.refusals import NotSigned


def require_signature(*, by: Actor) -> None:
    """Refuse to take an act as signed by somebody who has a second step and did not show it with this act.

    Who has none signs with the button alone; where the settings ask for a second step, nobody without one gets here.

    :raises NotSigned: when the second step was not shown, or did not fit.
    """
    if by.user_id is not None and not by.signed_with and has_second_step(user_id=by.user_id):
        raise NotSigned(
            _(
                "Nothing was recorded: your signature is missing or did not fit. Enter the code that your app shows "
                "now, or use your passkey. A code signs once; after five that do not fit, wait five minutes."
            )
        )
