"""Drafts that outlive the log-out: kept on the server, sealed, of one person at one address, for a short while."""

import base64
import datetime as dt
import hashlib
import json
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from accounts.models import Draft
from foundation.drafts import worth_keeping

KEPT_FOR: Final = dt.timedelta(hours=1)


def keep_draft(*, user_id: UUID, path: str, sent: QueryDict, at: dt.datetime) -> None:
    """Keep what somebody had typed at an address, in place of an earlier draft there; nothing typed is nothing kept."""
    words = worth_keeping(sent)
    if words:
        sealed = _seal().encrypt(json.dumps([str(user_id), path, words]).encode("utf-8", "surrogatepass")).decode()
        Draft.objects.update_or_create(
            user_id=user_id, address=_address(user_id, path), defaults={"sealed": sealed, "until": at + KEPT_FOR}
        )


def draft_at(*, user_id: UUID, path: str, at: dt.datetime) -> QueryDict | None:
    """Give what this person had typed at this address, while it is kept; a damaged or foreign one is none."""
    found = Draft.objects.filter(user_id=user_id, address=_address(user_id, path), until__gt=at).first()
    if found is None:
        return None
    try:
        whose, where, words = json.loads(_seal().decrypt(found.sealed.encode()))
    except InvalidToken:
        return None
    return QueryDict(urlencode(words)) if (whose, where) == (str(user_id), path) else None


def drop_draft(*, user_id: UUID, path: str) -> None:
    """Let go of a draft that was used."""
    Draft.objects.filter(user_id=user_id, address=_address(user_id, path)).delete()


def has_drafts(*, user_id: UUID, at: dt.datetime) -> bool:
    """Say whether anything is kept for somebody, and let go of what everybody left behind."""
    Draft.objects.filter(until__lte=at).delete()
    return Draft.objects.filter(user_id=user_id).exists()


def _seal() -> Fernet:
    key = hashlib.sha256(f"accounts.drafts:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _address(user_id: UUID, path: str) -> str:
    return salted_hmac("accounts.drafts", f"{user_id} {path}", algorithm="sha256").hexdigest()
