"""Making the demo's data, once: all or nothing, and nothing when it is there."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from accounts.models import User
from demo.cast import FOUNDER
from demo.clock import Clock
from demo.deviations import tell_deviations
from demo.models import Kind, Story
from demo.population import people_the_wards
from demo.second_step import set_up_second_step
from demo.stage import Stage, set_stage
from demo.stories import STORIES
from foundation.checksymbols import fits
from outbox.operations import claim, mark_sent
from pharmacies.operations import check_card
from programmes.in_force import programmes
from programmes.kit_shelf import load_kits
from programmes.materials import take_in_materials
from programmes.operations import take_in

SEED = 20130805


def make_demo_data(*, now: dt.datetime, seed: int = SEED) -> bool:
    """Make the demo's people and a year of their lives; False when they are there already.

    Everything is made by the operations that the screens call, each with the moment it would have
    had. The programme files are taken in first.
    """
    with transaction.atomic():
        take_in(programmes=programmes(), at=now)
        take_in_materials(files=load_kits(settings.MATERIAL_FILES), at=now)
        if User.objects.filter(email=FOUNDER).exists():
            return False
        clock = Clock(now)
        stage = set_stage(clock=clock, seed=seed)
        _tell_stories(stage)
        people_the_wards(stage)
        tell_deviations(stage)
        _send_old_mail(clock.at(2))
        set_up_second_step()
    return True


def _tell_stories(stage: Stage) -> None:
    """Tell each story, and show every card that gets a no once, yesterday evening."""
    for told in STORIES:
        shown = told.tell(stage)
        if told.kind != Kind.YES:
            number = shown.number if fits(shown.number) else None
            check_card(by=shown.pharmacist, at=stage.clock.at(1, 17), number=number)
        assert shown.pharmacist.user_id is not None  # the demo's pharmacists are people
        Story.objects.create(key=told.key, number=shown.number, pharmacist_id=shown.pharmacist.user_id)


def _send_old_mail(until: dt.datetime) -> None:
    """Mark the past year's messages as sent then; those since are left to the worker, to be seen in the mailbox."""
    for message in claim(at=until, limit=100_000):
        mark_sent(message=message, at=until)
