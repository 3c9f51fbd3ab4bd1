"""Practice patients: known by the place they are enrolled at, and kept apart from real ones in every question."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actor import Actor
from outbox.models import Message
from patients.models import Enrolment, EnrolmentRecord, Patient


def of_the_same_world(*, patients: QuerySet[Patient], by: Actor) -> QuerySet[Patient]:
    """Keep the patients that are real for whoever works, and the practice patients for whoever practises."""
    enrolled = Enrolment.objects.filter(patient=OuterRef("pk"), centre__practice_of__isnull=not by.practice)
    return patients.filter(Exists(enrolled))


def concerns_practice(*, message: Message) -> bool:
    """Say whether a message speaks of a practice patient's enrolment, or of any row of it: one is never sent."""
    if message.about_id is None:
        return False
    named = Q(id=message.about_id)
    for model in apps.get_app_config("patients").get_models():
        if issubclass(model, EnrolmentRecord):
            named |= Q(id__in=model._default_manager.filter(id=message.about_id).values("enrolment_id"))
    return Enrolment.objects.filter(named, centre__practice_of__isnull=False).exists()


def only_practised(*, patient: Patient) -> bool:
    """Say whether a patient is a made-up one, of a place to practise at."""
    return Enrolment.objects.filter(patient=patient, centre__practice_of__isnull=False).exists()
