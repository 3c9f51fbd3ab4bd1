"""How a refusal of the database about spans is said in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.refusals import Refusal


class SpanNotPossible(Refusal):
    """The days overlap days held already, or end before they begin."""

    status = 422


@contextmanager
def one_span_at_a_time() -> Iterator[None]:
    """Say in words what the database refuses about spans."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise SpanNotPossible(
            _("These days overlap days that are held already, or end before they begin. Choose other days.")
        ) from error
