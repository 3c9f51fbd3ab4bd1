"""Gathers every setting that is missing or unsafe, so that one start names them all with their remedy."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError


class Required:
    """Reads what has no default, and remembers what is wrong with it."""

    def __init__(self, env: Env) -> None:
        """Read from ``env``."""
        self.env = env
        self.problems: list[str] = []

    def text(self, name: str, *, remedy: str, start: str | tuple[str, ...] = "") -> str:
        """Read a text that must be set, and begin in one of the ways told."""
        try:
            value = self.env.str(name, default="")
        except (EnvError, ValueError) as error:
            self.problems.append(f"{name}_FILE: {error} Name a file that the registry's user may read.")
            return ""
        if not value:
            self.problems.append(f"{name} is not set. Set {name} (or {name}_FILE, a file's path) to {remedy}.")
        elif not value.startswith(start):
            ways = start if isinstance(start, str) else " or ".join(start)
            self.problems.append(f"{name} must start with {ways}. Set it to {remedy}.")
        return value

    def secret(self, name: str, *, remedy: str, least: int) -> str:
        """Read a secret that must be long enough."""
        value = self.text(name, remedy=remedy)
        if value and len(value) < least:
            self.problems.append(f"{name} has {len(value)} characters. Set it to {remedy}.")
        return value

    def names(self, name: str, *, remedy: str) -> list[str]:
        """Read names with commas between them; a star is refused."""
        values = [value.strip() for value in self.text(name, remedy=remedy).split(",") if value.strip()]
        if any("*" in value for value in values):
            self.problems.append(f"{name} lets every host in. Set it to {remedy}.")
        return values

    def off(self, name: str, *, because: str) -> None:
        """Refuse a switch that is on."""
        if self._switch(name, default=False):
            self.problems.append(f"{name} is on: {because}. Take {name} out of the environment.")

    def on(self, name: str, *, because: str) -> None:
        """Refuse a switch that was turned off."""
        if not self._switch(name, default=True):
            self.problems.append(f"{name} is off: {because}. Take {name} out of the environment.")

    def differ(self, name: str, other: str, *, because: str) -> None:
        """Refuse two addresses that log in with the same role."""
        first, second = self._role(name), self._role(other)
        if first and first == second:
            self.problems.append(f"{name} and {other} use one role: {because}. Give {name} a role of its own.")

    def refuse_if_unmet(self) -> None:
        """End the start when anything is wrong.

        :raises ImproperlyConfigured: with every problem and its remedy.
        """
        if self.problems:
            raise ImproperlyConfigured(
                "The registry does not start with production settings:\n  - " + "\n  - ".join(self.problems)
            )

    def _switch(self, name: str, *, default: bool) -> bool:
        try:
            return self.env.bool(name, default=default)
        except EnvError:
            self.problems.append(f"{name} is neither on nor off. Take {name} out of the environment.")
            return default

    def _role(self, name: str) -> str:
        return urlsplit(self.env.str(name, default="")).username or ""
