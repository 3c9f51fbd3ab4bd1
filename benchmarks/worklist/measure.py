"""The worklist of a centre with ten thousand patients, as a ratio to a bare view in the same run."""

import datetime as dt
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Final

from django.test import Client
from django.utils import timezone

from benchmarks.counter.measure import show_splits
from benchmarks.growth import look_again
from benchmarks.load import Request, logged_in, send
from benchmarks.own_servers import Web
from benchmarks.parts import split
from benchmarks.population import Population
from benchmarks.rounds import rounds
from benchmarks.table import number, show
from prescribers.counting import count_anew
from prescribers.models import KeptKey
from tests.builders import user_of

ROUNDS, EACH = 6, 3
BARE_EACH: Final = 12
PAGES: Final = {
    "first page": "/patients/",
    "page 200": "/patients/?page=200",
    "one category": "/patients/?category=male",
    "to do": "/patients/?show=todo",
}
OLD: Final = {"just after midnight, before the task": "/patients/"}


def measure(web: Web, population: Population) -> None:
    """Ask for the pages one at a time, with bare pages between, and print their times and ratios.

    First as on most of the day, every answer kept and current; then as in the minute after midnight, none of them.
    """
    prescriber = population.people.prescriber
    login = logged_in(prescriber)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user_of(prescriber))
    began = time.monotonic()
    counted = count_anew(at=timezone.now())
    print(f"\nThe task counted {counted:,} patients anew in {time.monotonic() - began:.0f} s.")
    look_again()
    rows, splits = [], {}
    for name, path in PAGES.items():
        splits[name] = split([partial(client.get, path)] * 4)
        rows.append([name, *_ratio(web, path, login, _nothing), str(splits[name].statements)])
    rows += [[name, *_ratio(web, path, login, _let_a_night_pass), ""] for name, path in OLD.items()]
    title = "The worklist of a centre with 10,000 patients, one request at a time"
    show(title, ["page", "ms", "bare view, ms", "bare views", "statements"], rows)
    show_splits("Where its time goes, in one process (ms of processor, of waiting for the database)", splits)


def _ratio(web: Web, path: str, login: str, make_ready: Callable[[], None]) -> list[str]:
    """Give the time of a page, of a bare one, and the one by the other; medians of the rounds."""
    page, bare = Request(path=path, login=login), Request(path="/bench/", login=login)
    send(web, [page] * 2, at_once=2)
    pairs = [
        (median(_one(web, page, make_ready) for _ in range(EACH)), send(web, [bare] * BARE_EACH, at_once=1).middle)
        for _ in rounds(ROUNDS, seconds=10)
    ]
    return [
        number(median(one for one, _ in pairs)),
        number(median(other for _, other in pairs)),
        number(median(one / other for one, other in pairs)),
    ]


def _one(web: Web, page: Request, make_ready: Callable[[], None]) -> float:
    make_ready()
    return send(web, [page], at_once=1).middle


def _nothing() -> None:
    """Leave every kept answer as it is."""


def _let_a_night_pass() -> None:
    """Make every kept answer one of an earlier day."""
    for key in KeptKey.objects.order_by("day"):
        yesterday, _ = KeptKey.objects.get_or_create(
            programme_id=key.programme_id, day=key.day - dt.timedelta(days=1), law=key.law, accredited=key.accredited,
            defaults={"asked": key.asked},
        )  # fmt: skip
        key.answers.update(key=yesterday)
