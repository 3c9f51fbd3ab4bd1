"""Cases passed on in messages of E2B(R3) or by hand, answers to them, and messages read into draft cases."""

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.answers import require_reason
from rulebook.clocks import day_zero
from safety.e2b import Envelope, NotAMessage, faults_of, read_acknowledgement, read_batch, write_batch
from safety.e2b.acknowledgement import CASE_REFUSED, REFUSED, Acknowledged
from safety.facts import Facts, facts_of
from safety.models import (
    Acknowledgement,
    Case,
    CaseVersion,
    Criterion,
    Direction,
    KeptAs,
    PassedOn,
    ReadCase,
    Rejection,
    SafetyMessage,
    Source,
)
from safety.operations.drafts import drop_draft
from safety.queries import belonging
from safety.refusals import NotReadable, NotSendable
from safety.versions import add_version, last_version

NUMBER_SIGNS = 12


@operation("safety.send")
def write_message(*, by: Actor, at: dt.datetime, versions: Sequence[CaseVersion]) -> SafetyMessage:
    """Write reviewed versions as one batch, and keep it; a person sends the file.

    Where the settings name the folder of the official schemas, a batch that they refuse is not kept.

    :raises NotSendable: when there is none, one is not the last, not reviewed or passed on already, or nobody set who
        sends to whom.
    """
    if not versions:
        raise NotSendable(_("No reviewed case waits to be passed on. Look at the inbox and review one first."))
    if not settings.E2B_SENDER or not settings.E2B_RECEIVER:
        raise NotSendable(
            _("The settings do not say who sends to whom. Ask your administrator to set E2B_SENDER and E2B_RECEIVER.")
        )
    for version in versions:
        _require_sendable(version)
        if version.passed_on.not_rejected().exists():
            raise NotSendable(
                _("%(case)s was passed on meanwhile. Look at the messages before you send it again.")
                % {"case": version.case.number}
            )
    batch = f"{settings.E2B_SENDER}-{uuid.uuid4().hex[:NUMBER_SIGNS].upper()}"
    envelope = Envelope(
        batch=batch,
        sender=settings.E2B_SENDER,
        receiver=settings.E2B_RECEIVER,
        made_at=f"{at.astimezone(dt.UTC):%Y%m%d%H%M%S}+0000",
    )
    body = write_batch(envelope=envelope, cases=[_as_sent(version) for version in versions])
    _require_valid(body)
    message = _keep(by, at, Direction.OUT, batch, body)
    for version in versions:
        PassedOn.objects.create(version=version, message=message, passed_at=at, passed_by_id=by.person_id)
    return message


@operation("safety.send")
def pass_on_otherwise(*, by: Actor, at: dt.datetime, version: CaseVersion, words: str) -> PassedOn:
    """Keep that a reviewed version was passed on in another way: a national form, a portal.

    :raises NotSendable: when it is not the last version, or not reviewed.
    :raises WithoutReason: when nobody says how.
    """
    require_reason(reason=words)
    _require_sendable(version)
    drop_draft(by=by, form=KeptAs.OTHERWISE, matter=version.case_id)
    return PassedOn.objects.create(version=version, words=words, passed_at=at, passed_by_id=by.person_id)


@operation("safety.send")
def take_acknowledgement(*, by: Actor, at: dt.datetime, body: bytes) -> Acknowledgement:
    """Keep the answer to a batch that was written here; the cases that it refuses wait to be passed on again.

    :raises NotReadable: when it is none, answers no batch of ours, or was read before.
    """
    try:
        found = read_acknowledgement(body)
    except NotAMessage as error:
        raise NotReadable(str(error)) from None
    message = SafetyMessage.objects.filter(direction=Direction.OUT, batch=found.batch).first()
    if message is None:
        raise NotReadable(
            _("This answers batch %(batch)s, which was not written here. Check which file it is.")
            % {"batch": found.batch}
        )
    made, is_new = Acknowledgement.objects.get_or_create(
        sha256=_hash(body),
        defaults={
            "message": message, "code": found.code, "words": found.words, "body": body, "read_at": at,
            "read_by_id": by.person_id, "answers": [dataclasses.asdict(one) for one in found.answers],
        },
    )  # fmt: skip
    if not is_new:
        raise NotReadable(_("This acknowledgement was read before. Look at its batch."))
    _keep_rejections(made, found)
    return made


def _keep_rejections(made: Acknowledgement, found: Acknowledged) -> None:
    """Keep which cases the receiver did not take: all of them, where it refused the batch."""
    words = {one.case: one.words for one in found.answers if one.code == CASE_REFUSED}
    for sent in PassedOn.objects.filter(message=made.message).select_related("version__case"):
        number = sent.version.case.number
        if found.code == REFUSED or number in words:
            Rejection.objects.get_or_create(
                passed_on=sent, defaults={"acknowledgement": made, "words": words.get(number) or found.words}
            )


@operation("safety.send")
def take_message(*, by: Actor, at: dt.datetime, body: bytes) -> SafetyMessage:
    """Read a message made elsewhere, and open a draft case for each case in it.

    :raises NotReadable: when it is no batch of E2B(R3), or was read before.
    """
    try:
        found = read_batch(body)
    except NotAMessage as error:
        raise NotReadable(str(error)) from None
    if SafetyMessage.objects.filter(direction=Direction.IN, sha256=_hash(body)).exists():
        raise NotReadable(_("This message was read before. Look for its cases among all cases."))
    message = _keep(by, at, Direction.IN, found.batch, body)
    for place, facts in enumerate(found.cases):
        _draft(by, at, message, place, facts)
    return message


def _draft(by: Actor, at: dt.datetime, message: SafetyMessage, place: int, facts: Facts) -> None:
    own = uuid.uuid4()
    country = (_countries(facts) or [by.country])[0]
    today = at.astimezone(dt.UTC).date()
    case = Case.objects.create(
        id=own,
        number=f"{country}-PPPR-{own.hex[:NUMBER_SIGNS].upper()}",
        source=Source.MESSAGE,
        source_series=uuid.uuid5(message.id, str(place)),
        country=country,
        day_zero=day_zero([today, _day(facts.first_received, today)]),
        opened_at=at,
    )
    serious = _serious(facts)
    since = None if serious is False else case.day_zero
    add_version(case=case, number=1, facts=facts, serious=serious, since=since, made={"written_at": at})
    ReadCase.objects.create(case=case, message=message)


def _countries(facts: Facts) -> list[str]:
    found = [*(one.country for one in facts.reactions), *(one.country for one in facts.reporters)]
    return [one for one in found if len(one) == len("BE") and one.isalpha()]


def _day(text: str, otherwise: dt.date) -> dt.date:
    """Give the day of a message's time; one that is no whole day says nothing."""
    try:
        return dt.datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007  a day, as its sender counts it
    except ValueError:
        return otherwise


def _serious(facts: Facts) -> bool | None:
    said = [getattr(one, criterion) for one in facts.reactions for criterion in Criterion.values]
    if "true" in said:
        return True
    return False if said and all(one == "false" for one in said) else None


def _require_sendable(version: CaseVersion) -> None:
    if last_version(case=version.case).number != version.number or not hasattr(version, "review"):
        raise NotSendable(
            _("%(case)s was written anew or is not reviewed yet. Ask a colleague to review its last version first.")
            % {"case": version.case.number}
        )


def _require_valid(body: bytes) -> None:
    if settings.E2B_SCHEMAS is None:
        return
    found = faults_of(body, folder=settings.E2B_SCHEMAS)
    if found:
        raise NotSendable(
            _("The schema refuses this batch: %(what)s. Look at the case and write it anew.")
            % {"what": "; ".join(found[:3])}
        )


def _as_sent(version: CaseVersion) -> Facts:
    """Give the facts as they are sent: under our number of the case, in our name, with the cases that belong to it."""
    facts = facts_of(version.facts)
    belong = [one.number for one in belonging(case=version.case)]
    return dataclasses.replace(
        facts,
        number=version.case.number,
        sender=facts.sender or settings.E2B_SENDER,
        linked=tuple(dict.fromkeys([*facts.linked, *belong])),
    )


def _keep(by: Actor, at: dt.datetime, direction: str, batch: str, body: bytes) -> SafetyMessage:
    return SafetyMessage.objects.create(
        direction=direction, batch=batch, body=body, sha256=_hash(body), made_at=at, made_by_id=by.person_id
    )


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
