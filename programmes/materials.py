"""What a programme tells people in a country: written, agreed with its authority, put in force, withdrawn."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership, Role
from accounts.operation import operation
from accounts.queries import in_force
from accounts.refusals import NotVisible, Refusal
from accounts.safeguards import NotYourself
from outbox.models import Recipient
from outbox.operations import put
from programmes.kit_shelf import KitFile
from programmes.knowledge import questions_of
from programmes.material_text import MaterialText, NotAMaterial, read_material
from programmes.models import Material, MaterialKind, MaterialStep, Programme, Step
from programmes.operations import ChangedFile
from programmes.queries import civil_day

TO_AGREE: Final = "material_to_agree"
"""The kind of the mail that tells an authority of a draft."""


class MaterialNotPossible(Refusal):
    """The material cannot be taken, or not take this step."""

    status = 422


@transaction.atomic
def take_in_materials(*, files: Iterable[KitFile], at: dt.datetime) -> list[Material]:
    """Write the shipped samples that are not in the table yet: all of them or none. They are drafts.

    :raises ChangedFile: when the bytes of one are not those kept; it says which.
    """
    rows = Material.objects.filter(recorded_by__isnull=True)
    kept = {(m.programme_id, m.country, m.language, m.kind, m.version): m.sha256 for m in rows}
    added = []
    for file in files:
        sha256 = hashlib.sha256(file.body).hexdigest()
        earlier = kept.get((file.programme_id, file.country, file.language, file.kind, file.version))
        if earlier is None:
            added.append(
                Material.objects.create(
                    programme_id=file.programme_id,
                    country=file.country,
                    language=file.language,
                    kind=file.kind,
                    version=file.version,
                    recorded_at=at,
                    **_said(file.body, file.text),
                )
            )
        elif earlier != sha256:
            raise ChangedFile(
                f"{file.programme_id}, {file.country}-{file.language}, {file.kind}, version {file.version}: this "
                "material was taken in before and its text has changed since. Put the file back as it was and "
                "write a new version."
            )
    return added


@operation("programmes.write_material")
def write_material(
    *,
    by: Actor,
    at: dt.datetime,
    programme: Programme,
    country: str,
    language: str,
    kind: str,
    version: str,
    body: bytes,
) -> Material:
    """Keep a new version of a material, as a draft.

    :raises MaterialNotPossible: when the bytes are no material, or there is such a version already.
    """
    try:
        text = read_material(body)
        if kind == MaterialKind.KNOWLEDGE_CHECK:
            questions_of(text)
    except NotAMaterial as fault:
        raise MaterialNotPossible(
            _("%(fault)s Correct the file and choose it again; nothing was stored.") % {"fault": fault}
        ) from None
    Programme.objects.select_for_update().get(id=programme.id)
    named = {"programme": programme, "country": country, "language": language, "kind": kind, "version": version}
    if Material.objects.filter(**named).exists():
        raise MaterialNotPossible(
            _("There is a version of this name already. Choose another name: a version never changes.")
        )
    made = Material.objects.create(**named, recorded_at=at, recorded_by_id=by.person_id, **_said(body, text))
    _tell_authority(made, at)
    return made


@operation("programmes.agree_material")
def agree_material(
    *, by: Actor, at: dt.datetime, material: Material, reference: str, agreed_on: dt.date
) -> MaterialStep:
    """Agree to a draft as the authority of its country.

    :param reference: how the authority names its approval.
    :raises NotVisible: when it is of another country.
    :raises NotYourself: for whoever wrote it.
    :raises MaterialNotPossible: when it was answered already, is a sample where none are used, or the day is to come.
    """
    _require_own_country(by, material)
    _locked(material)
    if material.recorded_by_id == by.user_id:
        raise NotYourself(_("You wrote this yourself. Ask another person of the authority to agree to it."))
    _require_no_sample(material)
    _require_draft(material)
    if agreed_on > civil_day(programme=material.programme, at=at):
        raise MaterialNotPossible(_("The day of the approval is still to come. Enter the day on which it was given."))
    return _stepped(by, at, material, Step.AGREED, from_on=agreed_on, reference=reference)


@operation("programmes.agree_material")
def return_material(*, by: Actor, at: dt.datetime, material: Material, reason: str) -> MaterialStep:
    """Return a draft, and say what must change; the change is a new version.

    :raises NotVisible: when it is of another country.
    :raises MaterialNotPossible: when it was answered already.
    """
    _require_own_country(by, material)
    _locked(material)
    _require_draft(material)
    return _stepped(by, at, material, Step.RETURNED, from_on=civil_day(programme=material.programme, at=at), why=reason)


@operation("programmes.write_material")
def put_in_force(
    *, by: Actor, at: dt.datetime, material: Material, from_on: dt.date, until_on: dt.date | None
) -> MaterialStep:
    """Put what was agreed in force from a day on; from then on it takes the place of the version before.

    :raises MaterialNotPossible: when it was not agreed, is in force or withdrawn, is a sample where none are used, or
        the days are in no order.
    """
    _locked(material)
    taken = _steps_of(material)
    if Step.AGREED not in taken:
        raise MaterialNotPossible(_("It is not agreed with the authority. Wait for its answer."))
    if Step.IN_FORCE in taken or Step.WITHDRAWN in taken:
        raise MaterialNotPossible(
            _("It was put in force or withdrawn already. Open the page again to see how it stands.")
        )
    _require_no_sample(material)
    if from_on < civil_day(programme=material.programme, at=at) or (until_on is not None and until_on <= from_on):
        raise MaterialNotPossible(_("Choose a first day that has not passed, and a last one after it."))
    return _stepped(by, at, material, Step.IN_FORCE, from_on=from_on, until_on=until_on)


@operation("programmes.withdraw_material")
def withdraw_material(*, by: Actor, at: dt.datetime, material: Material, reason: str) -> MaterialStep:
    """Withdraw what was agreed, from today; no older version takes its place.

    :raises NotVisible: for an authority, when it is of another country.
    :raises MaterialNotPossible: when it was never agreed, or is withdrawn already.
    """
    if by.role == Role.AUTHORITY:
        _require_own_country(by, material)
    _locked(material)
    taken = _steps_of(material)
    if Step.AGREED not in taken or Step.WITHDRAWN in taken:
        raise MaterialNotPossible(
            _("It was never agreed, or is withdrawn already. Open the page again to see how it stands.")
        )
    return _stepped(
        by, at, material, Step.WITHDRAWN, from_on=civil_day(programme=material.programme, at=at), why=reason
    )


def _tell_authority(material: Material, at: dt.datetime) -> None:
    """Write to the people of the authority who can agree to a draft."""
    held = Membership.objects.filter(in_force(at=at), role=Role.AUTHORITY, organisation__country=material.country)
    for person in held.order_by("user_id").values_list("user_id", flat=True).distinct():
        put(
            key=f"{TO_AGREE}:{material.id}:{person}", kind=TO_AGREE, recipient=Recipient.USER, recipient_id=person,
            about_id=material.id, at=at,
        )  # fmt: skip


def _said(body: bytes, text: MaterialText) -> dict[str, Any]:
    """Give the columns that the bytes themselves fill."""
    return {
        "title": text.title,
        "is_sample": text.is_sample,
        "safety_relevant": text.safety_relevant,
        "body": body,
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def _locked(material: Material) -> None:
    """Let two steps wait for each other; the rows themselves are never changed and cannot be locked."""
    Programme.objects.select_for_update().get(id=material.programme_id)


def _steps_of(material: Material) -> set[str]:
    return set(MaterialStep.objects.filter(material=material).values_list("step", flat=True))


def _require_own_country(by: Actor, material: Material) -> None:
    if material.country != by.country:
        raise NotVisible(_("There is no such material."))


def _require_draft(material: Material) -> None:
    if _steps_of(material):
        raise MaterialNotPossible(_("This was answered already. Open the page again to see how it stands."))


def _require_no_sample(material: Material) -> None:
    """Refuse our own samples where patients are treated: no authority has ever read them."""
    if material.is_sample and not settings.SAMPLE_MATERIALS_ARE_USED:
        raise MaterialNotPossible(
            _("This is a sample of the registry's and agreed with nobody. Add the text that the authority approved.")
        )


def _stepped(by: Actor, at: dt.datetime, material: Material, step: Step, **said: Any) -> MaterialStep:
    return MaterialStep.objects.create(
        material=material,
        step=step,
        organisation_id=by.place_id,
        recorded_at=at,
        recorded_by_id=by.person_id,
        **said,
    )
