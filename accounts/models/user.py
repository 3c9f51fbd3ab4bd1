"""A person who logs in, known by e-mail address."""

import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no superuser, since every right comes from a membership."""

    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password nobody can log in until one is set by e-mail."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the user whatever the case of the address typed."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who logs in. What she may do stands in her memberships, nowhere else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    shortcuts = models.BooleanField(_("single keys on"), default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password in one form, however its letters were put together on the keyboard."""
        super().set_password(_composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Compare in the same form."""
        return super().check_password(_composed(raw_password))

    def get_full_name(self) -> str:
        """Give the printed name."""
        return self.name


def _composed(password: str | None) -> str | None:
    """Compose signs as NIST SP 800-63B asks (NFKC): two keyboards write one letter in two ways."""
    return None if password is None else unicodedata.normalize("NFKC", password)
