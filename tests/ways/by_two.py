"""The ways to a dispensing that two pharmacists sign for: each does what it says it is for, and no more."""

from uuid import uuid4
from zoneinfo import ZoneInfo

from django.test import Client

from accounts.actor import Actor
from accounts.models import Organisation
from patients.models import Card, Prescription, Verdict
from pharmacies.late import enter_late
from pharmacies.overrides import dispense_against_reasons
from rulebook import REASONS
from tests.builders import PASSWORD, an_actor, now, user_of
from tests.pharmacies.interface.caller import System, a_client, an_account
from tests.ways.tried import a_forged_yes

BY_TWO = {
    "operation pharmacies.overrides.dispense_against_reasons",
    "page pharmacies:override",
    "call interface:override",
    "operation pharmacies.late.enter_late",
    "page pharmacies:late",
    "call interface:late_entry",
}
"""Ways past a no, tried in ``test_ways_by_two.py``: what they let pass is what the programme says, told at once."""


def a_second(by: Actor) -> Actor:
    """Make a colleague of the same role and place, who can log in."""
    return an_actor(by.role, Organisation.objects.get(id=by.place_id))


def a_forged_no(*, by: Actor, card: Card, prescription: Prescription) -> Verdict:
    """Give a check in which every reason there is was looked at, so that nothing but the rules says which may go."""
    yes = a_forged_yes(by=by, card=card, prescription=prescription)
    values = {field.attname: getattr(yes, field.attname) for field in Verdict._meta.concrete_fields}
    return Verdict.objects.create(**values | {"id": uuid4(), "dispense": False, "reasons": list(REASONS)})


def overrule(*, by: Actor, check: Verdict, second: Actor) -> Verdict:
    """Overrule whatever stands against one capsule."""
    return dispense_against_reasons(
        by=by, at=now(), check=check, capsules=1, counselled=True, why="travel", words="Flies tonight.", second=second
    )


def overrule_by_page(*, by: Actor, check: Verdict, second: Actor) -> None:
    """Send the form of an override, with all that it asks."""
    client = Client()
    client.force_login(user_of(by))
    fields = {"capsules": 1, "counselled": "on", "why": "travel", "words": "Flies tonight.", "nonce": str(uuid4())}
    client.post(f"/counter/{check.id}/override/", fields | signed_by(second))


def enter(*, by: Actor, number: str, second: Actor) -> Verdict:
    """Enter one capsule late, handed over at this minute by the pharmacy's clock."""
    local = now().astimezone(ZoneInfo(by.time_zone))
    return enter_late(
        by=by, at=now(), number=number, day=local.date(), clock=local.time().replace(second=0, microsecond=0),
        capsules=1, counselled=True, why="no_network", words="The line was down.", second=second,
    )  # fmt: skip


def overrule_by_call(*, by: Actor, check: Verdict, second: Actor) -> None:
    """Ask for an override as a system of the pharmacy that checked."""
    system = System(by, client=a_client(check.pharmacy))
    system.act("override", check=str(check.id), **an_account(second, capsules=1, why="travel"))


def enter_by_call(*, by: Actor, check: Verdict, second: Actor) -> None:
    """Enter a capsule late as a system of the pharmacy that checked."""
    local = now().astimezone(ZoneInfo(by.time_zone))
    told = {"card": check.card.number if check.card else "", "day": f"{local:%Y-%m-%d}", "clock": f"{local:%H:%M}"}
    System(by, client=a_client(check.pharmacy)).act("late-entry", **an_account(second, capsules=1) | told)


def signed_by(second: Actor) -> dict[str, str]:
    """Give what a second person types."""
    return {"second_email": user_of(second).email, "second_password": PASSWORD}
