"""Two records of one person: joined by two people, and parted again by two; nothing of either is moved."""

from typing import ClassVar
from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import F, Q

from patients.models.patient import Patient
from patients.models.record import NEVER_SUPERSEDED, Record, requires

STANDS = "NOT EXISTS (SELECT 1 FROM patients_mergedecision e WHERE e.ends_id = d.id)"

JOINED_ALREADY = f"""
    SELECT 1 FROM patients_mergedecision d
    JOIN patients_mergeproposal q ON q.id = d.proposal_id
    JOIN patients_mergeproposal p ON p.id = NEW.proposal_id
    WHERE d.agreed AND q.undoes_id IS NULL AND {STANDS}
      AND (q.merged_id IN (p.kept_id, p.merged_id) OR q.kept_id = p.merged_id)
"""  # noqa: S608  both parts are written here
"""A merge that stands and would make a chain: a record is joined to one other, which is joined to none."""


class MergeProposal(Record):
    """What the first of two people says: these two records are one person's, or were joined by mistake."""

    kept = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    undoes = models.ForeignKey("patients.MergeDecision", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField()

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="patients_merge_of_two"),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "undoes_its_own",
                row="SELECT 1 FROM patients_mergedecision d JOIN patients_mergeproposal p ON p.id = d.proposal_id "
                "WHERE d.id = NEW.undoes_id AND d.agreed AND p.undoes_id IS NULL "
                "AND (p.kept_id, p.merged_id) = (NEW.kept_id, NEW.merged_id)",
                says="only a merge of the same two records is undone",
                condition=pgtrigger.Q(new__undoes__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kept_id} {self.merged_id}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whose record goes on; the other is named in a line of its own."""
        return self.kept_id


class MergeDecision(Record):
    """What the second person says; only an agreement of two joins or parts records."""

    proposal = models.OneToOneField(MergeProposal, on_delete=models.PROTECT, related_name="decision")
    agreed = models.BooleanField()
    words = models.TextField(blank=True)
    ends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="ended_by")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.CheckConstraint(condition=Q(agreed=True) | ~Q(words=""), name="patients_merge_refused_says_why"),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "by_two",
                row="SELECT 1 FROM patients_mergeproposal p "
                "WHERE p.id = NEW.proposal_id AND (NOT NEW.agreed OR p.recorded_by_id <> NEW.recorded_by_id)",
                says="two people join records and part them",
            ),
            requires(
                "ends_what_was_asked",
                row="SELECT 1 FROM patients_mergeproposal p WHERE p.id = NEW.proposal_id "
                "AND NEW.ends_id IS NOT DISTINCT FROM CASE WHEN NEW.agreed THEN p.undoes_id END",
                says="a decision ends the merge that was to be undone, and no other",
            ),
            requires(
                "joined_once",
                row=f"SELECT 1 WHERE NEW.ends_id IS NOT NULL OR NOT NEW.agreed OR NOT EXISTS ({JOINED_ALREADY})",
                says="a record is joined to one other, which is joined to none",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreed} {self.proposal_id}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whose record goes on."""
        return self.proposal.kept_id
