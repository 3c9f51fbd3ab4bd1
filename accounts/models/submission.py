"""Forms already acted on, so that one sent twice gives the same answer and one effect."""

from django.db import models

from accounts.models.user import User
from foundation.records import AppendOnly


class Submission(AppendOnly):
    """A form's nonce (the key), what it asked, and the row that answered it.

    Written in the transaction of the effect; the primary key lets two at once end in one.
    """

    act = models.CharField(max_length=80)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    signed_with = models.CharField(max_length=10, blank=True)
    """With what the second step was shown for it; empty where it was not."""
    result_kind = models.CharField(max_length=80)
    result_id = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.act} {self.id}"
