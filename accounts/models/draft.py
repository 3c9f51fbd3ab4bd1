"""What somebody had typed when her time at the desk ran out: kept for a short while, readable by nobody else."""

import uuid
from typing import ClassVar

from django.db import models

from accounts.models.user import User


class Draft(models.Model):
    """One form's typed words, encrypted, of one person at one address; the address is kept as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=64)
    sealed = models.TextField()
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "address"], name="accounts_draft_once_at_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.until.isoformat()}"
