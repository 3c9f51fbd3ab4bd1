"""Faults that are nobody's row: whoever sets rows aside that fail must not set one aside for these."""

from typing import Final

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

OF_NO_ROW: Final = (SoftTimeLimitExceeded, OperationalError, InterfaceError)
"""The task's time is up, the database is away, locked or slow: the task ends, and the next one begins anew."""
