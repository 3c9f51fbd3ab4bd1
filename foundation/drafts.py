"""What may come back into a form after the time at the desk ran out: typed words, never an answer or a tick."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django import forms
from django.http import QueryDict

from foundation.dates import ThreePartDateInput

TYPED_IN: Final = (forms.TextInput, forms.Textarea, ThreePartDateInput)
"""What one types into. A radio button, a tick, a choice, a file or anything hidden is answered anew."""

NEVER_BACK: Final = frozenset({"sampled_on", "sensitivity_miu_ml", "number"})
"""Typed, and yet not brought back: what belongs to a test result, and the number of a card at the counter."""

SECRET: Final = ("password", "token", "nonce", "code", "credential")
LONGEST: Final = 20_000
"""Signs of one answer: as many as the longest field takes, the narrative of a case."""
MOST: Final = 80
KEPT_BY, LEFT = "keep", "left"
"""What a page sends by itself as it is left, or as the time runs out (``static/js/keep-when-left.js``)."""

_typed: ContextVar[QueryDict | None] = ContextVar("typed", default=None)


@contextmanager
def offering(words: QueryDict | None) -> Iterator[None]:
    """Offer what was typed to the forms that are made inside."""
    before = _typed.set(words)
    try:
        yield
    finally:
        _typed.reset(before)


def worth_keeping(sent: Mapping[str, Any]) -> dict[str, str]:
    """Pick from what was sent what could come back; passwords, tokens and what is too long are left out."""
    kept = {name: str(value) for name, value in sent.items() if _may_be_kept(name, str(value))}
    return dict(list(kept.items())[:MOST])


def kept_by_itself(sent: Mapping[str, Any]) -> bool:
    """Say whether a page sent its unfinished form by itself: nobody pressed anything, nobody reads an answer."""
    return sent.get(KEPT_BY) == LEFT


def kept_of(field: forms.Field, name: str, *, field_name: str) -> Any:
    """Give what was typed into a field before, or None; a field that is answered by choosing has nothing."""
    words = _typed.get()
    if words is None or field_name in NEVER_BACK or not _is_typed_into(field.widget):
        return None
    value = field.widget.value_from_datadict(words, {}, name)
    parts: Iterable[Any] = value if isinstance(value, list) else [value]
    return value if any(parts) else None


def _is_typed_into(widget: forms.Widget) -> bool:
    return isinstance(widget, TYPED_IN) and not isinstance(widget, forms.PasswordInput) and not widget.is_hidden


def _may_be_kept(name: str, value: str) -> bool:
    return bool(value.strip()) and len(value) <= LONGEST and not any(word in name.lower() for word in SECRET)
