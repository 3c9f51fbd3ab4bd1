"""Which card opens a page, which page is open, and what stands on it."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from accounts.models import Organisation
from patients.care import centre_of
from patients.dates import today_of
from patients.eligibility import Standing, programme_in_force, standings
from patients.identity import persons_of
from patients.merged import group_ids
from patients.models import Card, Category, Channel, Enrolment, Leaving, Patient, Pregnancy, Sex, Withdrawal
from patients.queries import current_category
from patients.reach import contacts_of, reach_of
from portal.models import Opening
from programmes.material_queries import in_force_on
from programmes.models import Material, MaterialKind
from rulebook import Programme
from rulebook.words import CHILDBEARING, MALE, NON_CHILDBEARING

BROCHURES = {
    CHILDBEARING: MaterialKind.BROCHURE_CHILDBEARING,
    NON_CHILDBEARING: MaterialKind.BROCHURE_NON_CHILDBEARING,
    MALE: MaterialKind.BROCHURE_MALE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What her page says, before it is put into words."""

    enrolment: Enrolment
    on: dt.date
    standing: Standing
    programme: Programme
    centre: Organisation
    is_man: bool
    is_stopped: bool
    brochure: Material | None
    """What her programme's country has agreed on for her category; its text is fetched when it is asked for."""


def cards_that_open() -> QuerySet[Card]:
    """List the cards that open a page: neither revoked nor of somebody who left the programme."""
    left = Withdrawal.objects.standing().filter(enrolment=OuterRef("enrolment"))
    found: QuerySet[Card] = Card.objects.standing()
    return found.filter(
        ~Exists(left), revocation__isnull=True, enrolment__superseded_by__isnull=True, enrolment__entered_in_error=False
    ).select_related("enrolment__patient", "enrolment__programme")


def card_shown(*, number: str, birth_date: dt.date) -> tuple[UUID | None, Card | None]:
    """Find whose card has a number, and the card itself where it opens for somebody born on a day.

    The same questions are put to the database whatever is found: how long it takes tells nothing. The birth date may
    be that of any record of the same person; nobody's page opens once one of them says that she died.
    """
    card = cards_that_open().filter(number=number).first()
    patient_id = uuid4() if card is None else card.enrolment.patient_id
    everybody = Patient.objects.filter(id__in=group_ids(patient_id)).values_list("subject_id", flat=True)
    subjects = [*everybody, uuid4()]  # never nobody: an empty question would not be put at all
    born = {person.birth_date for person in persons_of(subject_ids=subjects).values()}
    gone = Withdrawal.objects.standing().filter(cause=Leaving.DEATH, enrolment__patient_id__in=group_ids(patient_id))
    fits = birth_date in born and not gone.exists()
    return (None if card is None else patient_id), (card if fits else None)


def opening_of(*, token: str, at: dt.datetime) -> Opening | None:
    """Find the page that a browser's token belongs to, while it is open and the card still opens one."""
    found = Opening.objects.filter(
        token_hash=hash_of(token),
        ended_at__isnull=True,
        seen_at__gt=at - settings.PORTAL_IDLE,
        opened_at__gt=at - settings.PORTAL_LONGEST,
        card__in=cards_that_open(),
    )
    return found.select_related("card__enrolment__patient", "card__enrolment__programme").first()


def hash_of(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def own_facts(*, enrolment: Enrolment, at: dt.datetime) -> Own:
    """Ask all that her page says, in a fixed number of queries."""
    on = today_of(enrolment=enrolment, at=at)
    standing, centre = standings(enrolments=[enrolment], on=[on], by=None)[0], centre_of(enrolment=enrolment)
    he = is_man(enrolment=enrolment)
    category = advised_as(standing=standing, is_man=he)
    return Own(
        enrolment=enrolment,
        on=on,
        standing=standing,
        programme=programme_in_force(enrolment=enrolment, on=on),
        centre=centre,
        is_man=he,
        is_stopped=is_stopped(patient=enrolment.patient),
        brochure=_brochure(enrolment=enrolment, country=centre.country, category=category, on=on),
    )


def advised_as(*, standing: Standing, is_man: bool) -> str:
    """Give the category whose advice is hers; who is judged as nothing yet is advised as strictly as can be."""
    return standing.judgement.verdict.judged_as or (MALE if is_man else CHILDBEARING)


def _brochure(*, enrolment: Enrolment, country: str, category: str, on: dt.date) -> Material | None:
    """Find the brochure in force for a category, in the language that is spoken now, or else in one that there is."""
    found = in_force_on(on=on, country=country).filter(programme=enrolment.programme_id, kind=BROCHURES[category])
    kept = list(found.defer("body").order_by("language"))
    return next((one for one in kept if one.language == get_language()), kept[0] if kept else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReach:
    """How she is reached: the number that is kept, whether she confirmed it, and whether a mail reaches her."""

    mobile: str
    is_confirmed: bool
    has_mail: bool
    wants_messages: bool


def own_reach(*, patient: Patient) -> OwnReach:
    """Tell how she is reached."""
    contacts = {one.channel: one for one in contacts_of(subject_id=patient.subject_id)}
    sms, mail = contacts.get(Channel.SMS), contacts.get(Channel.EMAIL)
    return OwnReach(
        mobile=sms.value if sms else "",
        is_confirmed=sms is not None and sms.verified_at is not None,
        has_mail=mail is not None and mail.verified_at is not None,
        wants_messages=reach_of(subject_ids=[patient.subject_id])[patient.subject_id].wants_messages,
    )


def is_man(*, enrolment: Enrolment) -> bool:
    """Say whether somebody is asked about a partner; where sex and category do not agree, the stricter counts."""
    subject = enrolment.patient.subject_id
    person = persons_of(subject_ids=[subject]).get(subject)
    category = current_category(enrolment=enrolment)
    is_able = category is not None and category.category != Category.MALE
    return person is not None and person.sex == Sex.MALE and not is_able


def is_stopped(*, patient: Patient) -> bool:
    """Say whether a suspicion is open, on whatever record of hers."""
    open_ones = Pregnancy.objects.standing().filter(patient_id__in=group_ids(patient.id), resolutions__isnull=True)
    return bool(open_ones.exists())
