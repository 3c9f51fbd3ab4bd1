"""What a workstation was taught of its scanner: kept in a cookie of that browser, without a word about anybody."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from foundation.keyboards import LAYOUT_NAMES, readings
from pharmacies.pack_codes import SEPARATOR

COOKIE: Final = "scanner"
A_YEAR: Final = 365 * 24 * 3600
TEST_CODE: Final = "PPP-TEST:QWERTYZAM-0123456789"
"""What the test code holds: the signs by which a keyboard that is set otherwise gives itself away."""

TEST_END: Final = "END"
TEST_CODE_AND_SEPARATOR: Final = f"{TEST_CODE}{SEPARATOR}{TEST_END}"
"""The test code as it is drawn: behind it the separator that a pack's code has, which many scanners leave out."""


@dataclass(frozen=True, slots=True)
class Taught:
    """The keyboard setting that undoes what this workstation's scanner does; empty where nobody taught it."""

    layout: str = ""


def taught(request: HttpRequest) -> Taught:
    """Read what this workstation was taught; anything else than a known setting is nothing."""
    layout = request.COOKIES.get(COOKIE, "")
    return Taught(layout if layout in LAYOUT_NAMES else "")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a scan of the test code showed: the keyboard's setting, and whether the separator arrives."""

    layout: str = ""
    has_separator: bool = False


def learn(arrived: str) -> Learnt:
    """Find the setting under which the test code reads as it is; without one nothing is learnt."""
    for reading in readings(arrived):
        if TEST_CODE in reading.text:
            behind = reading.text.partition(TEST_CODE)[2]
            return Learnt(reading.layout, has_separator=not behind.startswith(TEST_END) and TEST_END in behind)
    return Learnt()


def remember(response: HttpResponse, *, layout: str) -> None:
    """Let this browser remember the setting for a year, for the counter alone."""
    response.set_cookie(
        COOKIE,
        layout,
        max_age=A_YEAR,
        path=reverse("pharmacies:counter"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let this browser forget the setting."""
    response.delete_cookie(COOKIE, path=reverse("pharmacies:counter"), samesite="Lax")
