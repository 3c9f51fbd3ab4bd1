"""How a view says which act it needs; one that says nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

from accounts.acts import ACTS

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


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


def declared_act(view: Callable[..., Any]) -> str | None:
    """Read what a view or its class declares; a library's own views are open where the settings name their module."""
    declared: str | None = getattr(view, "declared_act", None)
    if declared is None:
        declared = getattr(getattr(view, "view_class", None), "declared_act", None)
    if declared is None and view.__module__.startswith(tuple(settings.OPEN_VIEW_MODULES)):
        return PUBLIC
    return declared


def for_systems(name: str) -> Callable[[View], View]:
    """Declare the act that a view of the interface needs: it is open to clients alone, and to no browser's session.

    :raises KeyError: at import, when the act is not one of the registry's.
    """

    def mark(view: View) -> View:
        view.is_for_systems = True  # type: ignore[attr-defined]
        return act(name)(view)

    return mark


def is_for_systems(view: Callable[..., Any]) -> bool:
    """Say whether a view has the door of the interface, where a client and its pharmacist are asked for."""
    return getattr(view, "is_for_systems", False)
