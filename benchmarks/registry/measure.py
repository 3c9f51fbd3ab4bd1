"""The authority's window and the counter in simulated registries of growing size, in one run."""

import datetime as dt
import time
from collections.abc import Callable
from statistics import median
from typing import Final

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from accounts.queries import actor_of
from benchmarks.growth import count, look_again
from benchmarks.load import Request, logged_in, send
from benchmarks.own_servers import BENCH, Web
from benchmarks.parts import split
from benchmarks.registry.by_hand import CODES, compliance_by_hand, overview_by_hand, whole_of
from benchmarks.rounds import rounds
from benchmarks.table import number, show
from demo.simulator.plan import LANDS
from patients.models import Card, Verdict
from reports.compliance import ALL, compliance
from reports.forms import address_of
from reports.keeping import differences, keep
from reports.scope import Scope
from rulebook import REASONS
from tests.builders import user_of

SIZES: Final = (10_000, 100_000)
ROUNDS, BARE_EACH, CARDS = 7, 8, 20
LARGEST: Final = max(LANDS, key=lambda land: land.share).code
"""The country with most patients: its overview is asked for."""


def measure(web: Web, sizes: tuple[int, ...] = SIZES) -> None:
    """Grow the registry from size to size, and print the times at each."""
    rows, there = [], 0
    for seed, size in enumerate(sizes, 1):
        began = time.monotonic()
        call_command(
            "simulate", patients=size - there, months=12, seed=seed, truth=BENCH.state / f"simulation-{seed}.json"
        )
        print(f"{size - there:,} patients were simulated in {time.monotonic() - began:.0f} s.")
        there = size
        look_again()
        _keep()
        rows.append([f"{size:,}", f"{count('patients_dispensing'):,}", *_at_this_size(web)])
    head = ["patients", "dispensings", "overview, ms", "by hand, ms", "overview by hand", "statements",
            "compliance of all, ms", "check, ms", "bare view, ms", "check in bare views"]  # fmt: skip
    show(f"The window of an authority ({LARGEST}, twelve months) and a check at a counter", head, rows)


def _keep() -> None:
    """Keep the sums as the clock's task does, and compare them with the record."""
    built = _clocked(lambda: keep(at=timezone.now()))
    stepped = _clocked(lambda: keep(at=timezone.now()))
    assert differences() == []
    print(f"{count('reports_keptsum'):,} sums were kept in {built / 1000:.1f} s; brought forward in {stepped:.0f} ms.")


def _at_this_size(web: Web) -> list[str]:
    scope = _scope(LARGEST)
    reasons = list(REASONS)
    found = {code: (one.numerator, one.denominator) for code, one in compliance(scope)[ALL].items()}
    by_hand = whole_of(compliance_by_hand(scope, reasons))
    assert {code: found[code] for code in CODES} == by_hand, (found, by_hand)
    authority = actor_of(membership=Membership.objects.filter(role=Role.AUTHORITY, organisation__country=LARGEST)[0])
    client = Client(SERVER_NAME="localhost")  # in this process: a slow page ends in no web server's patience
    client.force_login(user_of(authority))
    path = f"{reverse('reports:overview')}?{address_of(scope)}"
    statements = split([lambda: client.get(path)]).statements
    pages, hands = [], []
    for _ in rounds(ROUNDS, seconds=60):
        pages.append(_clocked(lambda: client.get(path)))
        hands.append(_clocked(lambda: overview_by_hand(scope, reasons)))
    everybody = _scope(None)
    whole = _clocked(lambda: compliance(everybody))
    return [
        number(median(pages)), number(median(hands)),
        number(median(a / b for a, b in zip(pages, hands, strict=True))), str(statements), number(whole), *_checks(web),
    ]  # fmt: skip


def _checks(web: Web) -> list[str]:
    """Show cards of patients of one pharmacy, one at a time, between bare pages."""
    last = Verdict.objects.filter(country=LARGEST).order_by("-at").first()
    assert last is not None  # the registry was just filled
    pharmacist = actor_of(membership=Membership.objects.get(user=last.asked_by, role=Role.PHARMACIST))
    login = logged_in(pharmacist)
    cards = Card.objects.filter(enrolment__centre=last.centre, enrolment__stops__isnull=True)
    checks = [
        Request(path="/counter/", login=login, fields={"number": card.number}, expected=302) for card in cards[:CARDS]
    ]
    bare = Request(path="/bench/", login=login)
    send(web, [*checks[:4], bare], at_once=1)
    pairs = [
        (send(web, checks, at_once=1).middle, send(web, [bare] * BARE_EACH, at_once=1).middle)
        for _ in rounds(ROUNDS, seconds=30)
    ]
    return [
        number(median(one for one, _ in pairs)), number(median(other for _, other in pairs)),
        number(median(one / other for one, other in pairs)),
    ]  # fmt: skip


def _scope(country: str | None) -> Scope:
    now = timezone.now()
    until = now.date() - dt.timedelta(days=1)
    return Scope(country=country, since=until - dt.timedelta(days=364), until=until, cut_off=now)


def _clocked(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
