"""What allauth may do here: people are invited, nobody signs up by herself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Log people in, but let nobody make an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts come from an administrator's invitation."""
        return False
