"""What allauth may do here: people are invited, nobody signs up by herself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.sessions import network_of


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Log people in, but let nobody make an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts come from an administrator's invitation."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by account and network together, so that a stranger elsewhere locks nobody out."""
        network = network_of(self.get_client_ip(request))
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{network}"
