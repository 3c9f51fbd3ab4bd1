"""The demo's materials: each country's samples agreed and in force, but for the letter, which waits."""

import datetime as dt

from accounts.actor import Actor
from programmes.materials import agree_material, put_in_force
from programmes.models import Material, MaterialKind

LEFT_AS_DRAFT = MaterialKind.LETTER


def put_samples_in_force(*, authority: Actor, manager: Actor, at: dt.datetime) -> None:
    """Let the authority agree to its country's samples, and the office put them in force the same day."""
    for one in Material.objects.filter(country=authority.country).exclude(kind=LEFT_AS_DRAFT).order_by("kind"):
        agree_material(by=authority, at=at, material=one, reference=f"SAMPLE/{one.kind}", agreed_on=at.date())
        put_in_force(by=manager, at=at, material=one, from_on=at.date(), until_on=None)
