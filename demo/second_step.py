"""The one second step of the demo: set up for one of its people, with a secret that everybody is told."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time

from accounts.models import User
from demo.cast import MEMBERS, SECOND_STEP_OF, SECOND_STEP_SECRET

EMAIL = next(member.email for member in MEMBERS if member.key == SECOND_STEP_OF)


def set_up_second_step() -> None:
    """Give him the app; after the stories, in which he signs without it."""
    TOTP.activate(User.objects.get(email=EMAIL), SECOND_STEP_SECRET)


def whose_second_step() -> User | None:
    """Give whose app is the demo's own; nobody where the data is older, or he took it away."""
    return User.objects.filter(email=EMAIL, authenticator__type=Authenticator.Type.TOTP).first()


def code_now() -> str:
    """Show what the app would show now."""
    return f"{hotp_value(SECOND_STEP_SECRET, next(yield_hotp_counters_from_time())):06d}"
