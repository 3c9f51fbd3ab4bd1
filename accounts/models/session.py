"""Where people are logged in: sessions that know whose they are, so that they can be listed and ended."""

from typing import ClassVar

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """One browser at which somebody is logged in; of the place no more than its network is kept."""

    user_id = models.UUIDField(null=True, db_index=True)
    opened_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    network = models.CharField(max_length=50, blank=True)
    device = models.CharField(max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes: ClassVar = []

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Name the store that this table belongs to."""
        from accounts.sessions import SessionStore

        return SessionStore

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"
