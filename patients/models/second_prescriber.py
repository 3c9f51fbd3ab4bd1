"""A lower category wants two prescribers: what one proposes, and what another decides."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class CategoryProposal(EnrolmentRecord):
    """A lower category as one prescriber proposes it; until another approves, the category stays as it is.

    ``replaces`` is the assessment in force when it was proposed: once a newer one stands, the proposal is outdated.
    """

    proposed_on = models.DateField()
    replaces = models.ForeignKey("patients.CategoryAssessment", on_delete=models.PROTECT, related_name="proposals")
    category = models.CharField(max_length=20)
    criterion = models.CharField(max_length=60, null=True)  # noqa: DJ001  null is a fact: none
    specialist_confirmed = models.BooleanField()
    evidence = models.TextField()
    evidence_on = models.DateField(null=True)
    evidence_by = models.CharField(max_length=160)
    follows = models.OneToOneField(
        "patients.CategoryDecision", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(category="non_childbearing", criterion__isnull=False) | Q(category="male"),
                name="patients_proposal_is_of_a_lower_category",
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="patients_proposal_says_what_shows_it"),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(follows__isnull=True, supersedes__isnull=True),
                name="patients_proposal_one_open",
            ),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_categoryassessment a "
                "WHERE a.id = NEW.replaces_id AND a.enrolment_id = NEW.enrolment_id",
                says="a proposal is to replace an assessment of the same enrolment",
            ),
            requires(
                "follows_its_own",
                row="SELECT 1 FROM patients_categorydecision d "
                "WHERE d.id = NEW.follows_id AND d.enrolment_id = NEW.enrolment_id",
                says="a proposal follows a decision of the same enrolment",
                condition=pgtrigger.Q(new__follows__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.category} {self.proposed_on}"


class Decided(models.TextChoices):
    """What became of a proposal."""

    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn by who proposed it")
    OUTDATED = "outdated", _("outdated by a newer assessment")


class CategoryDecision(EnrolmentRecord):
    """The end of a proposal; an approval is another person's than the proposal, of the same organisation."""

    proposal = models.OneToOneField(CategoryProposal, on_delete=models.PROTECT, related_name="decision")
    decided_on = models.DateField()
    how = models.CharField(max_length=20, choices=Decided)
    words = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(how__in=Decided.values), name="patients_decision_is_one_of_four"),
            models.CheckConstraint(condition=~Q(how="refused") | ~Q(words=""), name="patients_decision_no_says_why"),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_categoryproposal p WHERE p.id = NEW.proposal_id "
                "AND p.enrolment_id = NEW.enrolment_id AND p.proposed_on <= NEW.decided_on",
                says="a decision is on a proposal of the same enrolment, and not before it",
            ),
            requires(
                "by_two",
                row="SELECT 1 FROM patients_categoryproposal p WHERE p.id = NEW.proposal_id "
                "AND p.recorded_by_id <> NEW.recorded_by_id AND p.organisation_id = NEW.organisation_id",
                says="a lower category is approved by a second person of the same organisation",
                condition=pgtrigger.Q(new__how="approved"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.how} {self.decided_on}"
