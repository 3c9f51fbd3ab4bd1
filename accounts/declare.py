"""How a view says which act it needs; one that says nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from accounts.acts import ACTS

View = TypeVar("View", bound=Callable[..., Any])


def act(name: str) -> Callable[[View], View]:
    """Declare the act that a view needs.

    :raises KeyError: at import, when the act is not one of the registry's.
    """
    ACTS[name]

    def mark(view: View) -> View:
        view.declared_act = name  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Declare that a view is open to everybody, logged in or not."""
    view.declared_act = PUBLIC  # type: ignore[attr-defined]
    return view


PUBLIC = "public"
