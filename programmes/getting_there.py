"""Materials get to those who should hold them: sent through the outbox, acknowledged by each holder."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from accounts.refusals import NotVisible
from outbox.models import Message, Recipient
from outbox.operations import put_all
from programmes.holding import Hold, holders_of, kit_in_force, reach_of
from programmes.mailing import mailing
from programmes.material_changes import difference_for
from programmes.materials import MaterialNotPossible
from programmes.models import Acknowledgement, Material, MaterialCopy, Programme
from programmes.queries import civil_day

SENT: Final = "material_sent"
REMINDER: Final = "material_reminder"
"""Kinds of messages; their key names the copy, so that each is told once."""


@operation("programmes.write_material")
def send_material(*, by: Actor, at: dt.datetime, material: Material) -> list[MaterialCopy]:
    """Send a material in force to those who should hold it, were not sent it and have not acknowledged it.

    Whoever has not acknowledged it is reminded after the days of the file of mailing. Sent again, it goes to those
    alone who were certified or registered since.

    :raises MaterialNotPossible: when it is not in force or no part of the kit, or there is nobody to send it to.
    """
    Programme.objects.select_for_update().get(id=material.programme_id)
    waiting = [one for one in reach_of(material=material, at=at) if _lacks(one)]
    if not waiting:
        raise MaterialNotPossible(
            _("There is nobody to send it to: all have it already, or it is not in force. See who has it first.")
        )
    facts = {"material": material, "recorded_at": at, "recorded_by_id": by.person_id}
    copies = [
        MaterialCopy(
            pharmacy_id=one.holder.id if one.holder.is_pharmacy else None,
            prescriber_id=None if one.holder.is_pharmacy else one.holder.id,
            **facts,
        )
        for one in waiting
    ]
    made = MaterialCopy.objects.bulk_create(copies)
    put_all(messages=[message for copy in made for message in _messages(copy, at)], at=at)
    return made


@operation("programmes.acknowledge")
def acknowledge_material(
    *, by: Actor, at: dt.datetime, material: Material, answers: Mapping[str, int]
) -> Acknowledgement:
    """Keep that a holder has a material and read it, for herself or for her pharmacy; said twice, it is the same row.

    :param answers: to the questions on what changed, by their ids; each by its place in the file.
    :raises NotVisible: for whoever should not hold it.
    :raises MaterialNotPossible: when it is not in force any more, or an answer is missing or wrong.
    """
    own = require_holder(by=by, at=at, material=material)
    on = civil_day(programme=material.programme, at=at)
    place = (material.programme_id, material.country, material.kind)
    if material.id not in {one.id for one in kit_in_force(on=on, country=material.country).get(place, [])}:
        raise MaterialNotPossible(_("Another version is in force now. Open the list again and read that one."))
    found = difference_for(by=by, at=at, material=material)
    right = {one.id: one.right for one in found.questions} if found else {}
    kept = Acknowledgement.objects.filter(material=material, **own).first()
    if kept is not None:
        return kept
    if dict(answers) != right:
        raise MaterialNotPossible(_("An answer is missing or wrong. Read what changed and choose again."))
    return Acknowledgement.objects.create(
        material=material, answers=dict(answers), recorded_at=at, recorded_by_id=by.person_id, **own
    )


def require_holder(*, by: Actor, at: dt.datetime, material: Material) -> dict[str, UUID]:
    """Give the column that holds for an actor: she herself, or the pharmacy she works at.

    :raises NotVisible: when neither should hold the material, and for whoever practises.
    """
    own: dict[str, UUID] = (
        {"pharmacy_id": by.place_id} if by.role == Role.PHARMACIST else {"prescriber_id": by.person_id}
    )
    on = civil_day(programme=material.programme, at=at)
    holders = holders_of(programme_id=material.programme_id, country=material.country, on=on)
    if by.practice or next(iter(own.values())) not in {one.id for one in holders}:
        raise NotVisible(_("There is no such material."))
    return own


def _lacks(one: Hold) -> bool:
    return one.copied_at is None and one.acknowledged_at is None


def _messages(copy: MaterialCopy, at: dt.datetime) -> list[Message]:
    """Make the mail and its reminders; a reminder of what was acknowledged meanwhile is not sent."""
    to: dict[str, Any] = (
        {"recipient": Recipient.USER, "recipient_id": copy.prescriber_id}
        if copy.prescriber_id
        else {"recipient": Recipient.ORGANISATION, "recipient_id": copy.pharmacy_id}
    )
    later = [(REMINDER, f"{REMINDER}:{copy.id}:{after.days}", at + after) for after in mailing().remind_after]
    return [
        Message(key=key, kind=kind, about_id=copy.id, created_at=at, due_at=due_at, **to)
        for kind, key, due_at in [(SENT, f"{SENT}:{copy.id}", at), *later]
    ]
