"""The patient card: one valid card an enrolment; a new one follows the revocation of the old."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class Card(EnrolmentRecord):
    """A card in her pocket, known by its number alone; it bears no category and no result."""

    number = models.CharField(max_length=12, unique=True)
    issued_on = models.DateField()
    follows = models.OneToOneField(
        "patients.CardRevocation", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-HJKMNP-TV-Z]{12}$"),
                name="patients_card_number_form",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(follows__isnull=True),
                name="patients_card_one_first",
            ),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "follows_its_own",
                row="SELECT 1 FROM patients_cardrevocation r "
                "WHERE r.id = NEW.follows_id AND r.enrolment_id = NEW.enrolment_id",
                says="a card follows a revocation of its own enrolment",
                condition=pgtrigger.Q(new__follows__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class CardRevocation(EnrolmentRecord):
    """The end of a card: lost, stolen, replaced, or its owner withdrew."""

    card = models.OneToOneField(Card, on_delete=models.PROTECT, related_name="revocation")
    revoked_on = models.DateField()
    why = models.CharField(max_length=20)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [*Record.Meta.constraints, NEVER_SUPERSEDED]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_card c WHERE c.id = NEW.card_id "
                "AND c.enrolment_id = NEW.enrolment_id AND c.issued_on <= NEW.revoked_on",
                says="a revocation is of a card of its own enrolment, and not before its issue",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revoked_on}"
