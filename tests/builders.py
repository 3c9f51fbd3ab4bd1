"""Builders of the record for tests: the registry's own operations, lawful by default, any fact changed by keyword."""

import datetime as dt
import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.actor import Actor
from accounts.models import KIND_OF, Cover, Kind, Membership, Organisation, Role, User
from accounts.queries import actor_of, local_day
from patients.dates import today_of
from patients.eligibility import programme_in_force
from patients.identity import NewIdentity, person_of
from patients.models import Card, Enrolment, Patient, PregnancyTest, Prescription, Transfer, Verdict
from patients.operations import (
    Draft,
    Indication,
    Signed,
    arrange_cover,
    ask_for_transfer,
    assess_category,
    authorise_prescription,
    issue_card,
    record_contraception,
    record_test,
    record_treatment,
    register_patient,
    sign_agreement,
)
from patients.queries import current_category, valid_card
from patients.statements import statements_of
from patients.transfers import shown_card
from pharmacies.operations import check_card, record_dispensing
from programmes.applications import accept_application, apply_for_registration
from programmes.in_force import programmes
from programmes.models import PharmacyApplication, PharmacyRegistration, PrescriberCertification, Programme
from programmes.operations import take_in

POMALIDOMIDE = "pomalidomide-eu"
PASSWORD = "a long enough password"
LONG_AGO = dt.date(2015, 1, 1)
ON_PAPER = Signed(means="paper", file_reference="7-112")
BEFORE_TREATMENT = dt.timedelta(days=60)
BRUSSELS = ZoneInfo("Europe/Brussels")
"""The zone of every organisation made here, unless a test says otherwise."""

_next = itertools.count(1)


def now() -> dt.datetime:
    """Give this moment, for tests that go through the browser and cannot choose their day.

    Its ``date()`` is the civil day at the organisations made here: late in the evening no longer that of Greenwich.
    """
    return timezone.now().astimezone(BRUSSELS)


def a_programme(programme_id: str = POMALIDOMIDE) -> Programme:
    """Give a shipped programme, taking the files in when nobody has yet."""
    found = Programme.objects.filter(id=programme_id).first()
    if found is None:
        take_in(programmes=programmes(), at=now())
        found = Programme.objects.get(id=programme_id)
    return found


def an_organisation(kind: str, *, country: str = "BE", **changes: Any) -> Organisation:
    """Make an organisation with a name of its own."""
    facts: dict[str, Any] = {
        "name": f"{kind} {next(_next)}",
        "kind": kind,
        "country": country,
        "time_zone": BRUSSELS.key,
        "telephone": "+32 2 555 10 20",
        "email": f"{kind}@example.org",
    }
    return Organisation.objects.create(**facts | changes)


def a_centre(**changes: Any) -> Organisation:
    """Make a centre."""
    return an_organisation(Kind.CENTRE, **changes)


def a_place_for(role: str) -> Organisation:
    """Make an organisation of the kind in which a role is held."""
    return an_organisation(KIND_OF[Role(role)])


def a_user(*, name: str = "", **changes: Any) -> User:
    """Make a user who can log in with ``PASSWORD``."""
    number = next(_next)
    facts: dict[str, Any] = {"email": f"person{number}@example.org", "name": name or f"Person {number}"}
    return User.objects.create_user(password=PASSWORD, **facts | changes)


def an_actor(role: str, organisation: Organisation, *, name: str = "") -> Actor:
    """Make a user with one role in one organisation, and give her as the one who acts."""
    user = a_user(name=name)
    return actor_of(
        membership=Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=LONG_AGO)
    )


def user_of(actor: Actor) -> User:
    """Give the user behind an actor, to log in as."""
    return User.objects.get(id=actor.person_id)


def a_prescriber(
    *,
    centre: Organisation | None = None,
    programme: Programme | None = None,
    certified: bool = True,
    name: str = "",
) -> Actor:
    """Make a prescriber, certified for the programme since long ago."""
    place = centre or a_centre()
    actor = an_actor(Role.PRESCRIBER, place, name=name or f"Dr Prescriber {next(_next)}")
    if certified:
        PrescriberCertification.objects.create(
            prescriber_id=actor.person_id,
            programme=programme or a_programme(),
            country=place.country,
            valid_from=LONG_AGO,
        )
    return actor


def a_delegate(*, centre: Organisation) -> Actor:
    """Make a delegate of a centre."""
    return an_actor(Role.DELEGATE, centre)


def a_pharmacy(*, programme: Programme | None = None, registered: bool = True, **changes: Any) -> Organisation:
    """Make a pharmacy, registered for the programme since long ago."""
    pharmacy = an_organisation(Kind.PHARMACY, **changes)
    if registered:
        PharmacyRegistration.objects.create(
            pharmacy=pharmacy, programme=programme or a_programme(), valid_from=LONG_AGO
        )
    return pharmacy


def a_pharmacist(*, pharmacy: Organisation | None = None, name: str = "") -> Actor:
    """Make a pharmacist of a pharmacy, by default one that is registered."""
    return an_actor(Role.PHARMACIST, pharmacy or a_pharmacy(), name=name)


def an_application(
    *, by: Actor | None = None, at: dt.datetime | None = None, programme: Programme | None = None
) -> PharmacyApplication:
    """Let a pharmacist apply for the registration of her pharmacy, while a programme manager is there to be told."""
    an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    return apply_for_registration(
        by=by or a_pharmacist(pharmacy=a_pharmacy(registered=False)),
        at=at or now(),
        programme=programme or a_programme(),
        responsible_name="Ada Responsible",
        licence_number="BE 123-456",
    )


def an_answer(*, application: PharmacyApplication, at: dt.datetime | None = None) -> PharmacyRegistration:
    """Let a programme manager register the pharmacy that applied."""
    by = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    return accept_application(by=by, at=at or application.recorded_at, application=application, valid_until=None)


def an_identity(**changes: Any) -> NewIdentity:
    """Make up a person; every one has a name of her own."""
    facts: dict[str, Any] = {
        "family_name": f"Tester{next(_next)}",
        "given_name": "María",
        "latin_name": "",
        "birth_date": dt.date(1981, 3, 14),
        "sex": "female",
        "language": "en-gb",
        "time_zone": BRUSSELS.key,
    }
    return NewIdentity(**facts | changes)


def an_indication(**changes: Any) -> Indication:
    """Give an indication on the label of pomalidomide."""
    facts: dict[str, Any] = {
        "disease": "multiple_myeloma",
        "partners": ["dexamethasone"],
        "prior_regimens": [["lenalidomide", "dexamethasone"], ["bortezomib", "dexamethasone"]],
        "progressed_on_last": True,
        "declared_off_label": False,
    }
    return Indication(**facts | changes)


def a_draft(**changes: Any) -> Draft:
    """Give what a prescription for one cycle holds."""
    facts: dict[str, Any] = {
        "days_supply": 28,
        "capsules": 21,
        "strength_mg": Decimal(4),
        "daily_dose_mg": Decimal(4),
        "cycle_days": 28,
        "intake_days": 21,
    }
    return Draft(**facts | changes)


def a_test(*, by: Actor, patient: Patient, at: dt.datetime, result: str = "negative", **changes: Any) -> PregnancyTest:
    """Record a test sampled on the day of ``at`` that qualifies when it is negative."""
    facts: dict[str, Any] = {
        "sampled_on": at.date(),
        "specimen": "urine",
        "sensitivity_miu_ml": Decimal(25),
        "supervised": True,
    }
    return record_test(by=by, at=at, patient=patient, result=result, **facts | changes)


def a_patient(
    *,
    at: dt.datetime,
    by: Actor,
    programme: Programme | None = None,
    category: str = "childbearing",
    criterion: str | None = None,
    identity: NewIdentity | None = None,
) -> Enrolment:
    """Register a patient at a moment: category, agreement, treatment and card, nothing else."""
    enrolment = register_patient(by=by, at=at, programme=programme or a_programme(), new=identity or an_identity())
    assess_category(
        by=by, at=at, enrolment=enrolment, category=category, criterion=criterion,
        specialist_confirmed=False, evidence="Letter in the file" if criterion else "",
    )  # fmt: skip
    sign_agreement(
        by=by, at=at, enrolment=enrolment, statements=the_statements(enrolment=enrolment, at=at), form_version="1",
        signed=ON_PAPER,
    )  # fmt: skip
    record_treatment(by=by, at=at, enrolment=enrolment, started_on=at.date(), indication=an_indication())
    issue_card(by=by, at=at, enrolment=enrolment)
    return enrolment


def the_statements(*, enrolment: Enrolment, at: dt.datetime) -> list[str]:
    """Give what a patient of the category in force agrees to under the programme of a day."""
    category = current_category(enrolment=enrolment)
    assert category is not None
    programme = programme_in_force(enrolment=enrolment, on=today_of(enrolment=enrolment, at=at))
    return statements_of(category=category.category, programme=programme)


def an_implant(*, by: Actor, at: dt.datetime, patient: Patient, **changes: Any) -> None:
    """Record an implant in place since the day of ``at``, good for years."""
    facts: dict[str, Any] = {
        "method": "implant",
        "started_on": at.date(),
        "valid_until": at.date() + dt.timedelta(days=3 * 365),
        "confirmed": True,
        "confirmed_on": [],
    }
    record_contraception(by=by, at=at, patient=patient, **facts | changes)


def a_cover(*, by: Actor, at: dt.datetime, colleague: Actor | None = None, days: int = 7) -> Cover:
    """Let a colleague (by default a new one of the same centre) cover for a prescriber, from the day of ``at``."""
    place = Organisation.objects.get(id=by.place_id)
    other = colleague or a_prescriber(centre=place)
    first = local_day(by=by, at=at)
    return arrange_cover(
        by=by, at=at, absent=user_of(by), colleague=user_of(other), first_day=first,
        last_day=first + dt.timedelta(days=days - 1),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A patient with a card and an open prescription, and the people around her."""

    at: dt.datetime
    prescriber: Actor
    pharmacist: Actor
    enrolment: Enrolment
    card: Card
    prescription: Prescription

    @property
    def patient(self) -> Patient:
        """Give the patient."""
        return self.enrolment.patient

    @property
    def patient_id(self) -> UUID:
        """Give the patient's id."""
        return self.enrolment.patient_id


def a_woman_ready_for_dispensing(
    *,
    at: dt.datetime | None = None,
    prescribed: dt.datetime | None = None,
    prescriber: Actor | None = None,
    pharmacist: Actor | None = None,
    draft: Draft | None = None,
    identity: NewIdentity | None = None,
) -> Scene:
    """Make a woman who can become pregnant, to whom everything may be dispensed at ``at``.

    Registered and protected for two months, tested and prescribed for at ``prescribed`` (by
    default ``at``), with nothing dispensed yet.
    """
    moment = at or now()
    doctor = prescriber or a_prescriber()
    early = moment - BEFORE_TREATMENT
    enrolment = a_patient(at=early, by=doctor, identity=identity)
    an_implant(by=doctor, at=early, patient=enrolment.patient)
    when = prescribed or moment
    a_test(by=doctor, at=when, patient=enrolment.patient)
    return _scene(moment, when, doctor, pharmacist, enrolment, draft)


def a_man_ready_for_dispensing(
    *,
    at: dt.datetime | None = None,
    prescribed: dt.datetime | None = None,
    prescriber: Actor | None = None,
    pharmacist: Actor | None = None,
    draft: Draft | None = None,
    identity: NewIdentity | None = None,
) -> Scene:
    """Make a man to whom everything may be dispensed at ``at``, prescribed for at ``prescribed``."""
    moment = at or now()
    doctor = prescriber or a_prescriber()
    person = identity or an_identity(sex="male")
    enrolment = a_patient(at=moment - BEFORE_TREATMENT, by=doctor, category="male", identity=person)
    return _scene(moment, prescribed or moment, doctor, pharmacist, enrolment, draft)


def _scene(
    at: dt.datetime,
    prescribed: dt.datetime,
    doctor: Actor,
    pharmacist: Actor | None,
    enrolment: Enrolment,
    draft: Draft | None,
) -> Scene:
    prescription = authorise_prescription(by=doctor, at=prescribed, enrolment=enrolment, draft=draft or a_draft())
    card = valid_card(enrolment=enrolment)
    assert card is not None
    return Scene(
        at=at,
        prescriber=doctor,
        pharmacist=pharmacist or a_pharmacist(),
        enrolment=enrolment,
        card=card,
        prescription=prescription,
    )


def a_check(scene: Scene, *, at: dt.datetime | None = None) -> Verdict:
    """Show the scene's card at her pharmacy."""
    return check_card(by=scene.pharmacist, at=at or scene.at, number=scene.card.number)


def a_dispensing(scene: Scene, *, at: dt.datetime | None = None, capsules: int | None = None) -> Verdict:
    """Show the card and dispense, by default all of the prescription; give the verdict."""
    moment = at or scene.at
    return record_dispensing(
        by=scene.pharmacist,
        at=moment,
        check=a_check(scene, at=moment),
        capsules=capsules or scene.prescription.capsules,
        counselled=True,
    )


def a_request(scene: Scene, *, at: dt.datetime | None = None, by: Actor | None = None) -> Transfer:
    """Let a prescriber of another centre (by default a new one) ask for the scene's patient, by card and birth date."""
    born = person_of(patient=scene.patient).birth_date
    assert born is not None
    moment = at or scene.at
    return ask_for_transfer(
        by=by or a_prescriber(), at=moment, shown=shown_card(number=scene.card.number, birth_date=born),
        agreed_on=moment.date(), agreed_how="spoken",
    )  # fmt: skip
