"""A change of the rules: a file that somebody proposes, what others answer, and the version that comes of it."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.records import AppendOnly
from programmes.models.programme import Programme, ProgrammeVersion
from programmes.models.refusing import refuses

_ANSWER: Final = "SELECT 1 FROM programmes_ruleanswer a WHERE a.proposal_id = p.id AND"


class Part(models.TextChoices):
    """For whom somebody answers a proposal."""

    OFFICE = "office", _("programme office")
    AUTHORITY = "authority", _("authority")


class RuleProposal(AppendOnly):
    """A programme file as it would hold from a day, and how many running treatments it would have refused."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    why = models.TextField()
    countries = models.JSONField(default=list)
    """Whose authorities must agree: those where treatments run under a rule that would be another. None: any one."""
    refused = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(why=""), name="programmes_ruleproposal_says_why")]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.valid_from.isoformat()}"


class RuleAnswer(AppendOnly):
    """What the office's second person or an authority answered, knowing how many treatments would be refused."""

    proposal = models.ForeignKey(RuleProposal, on_delete=models.PROTECT, related_name="answers")
    part = models.CharField(max_length=10, choices=Part)
    country = models.CharField(max_length=2, blank=True)
    """Of the authority; none of the office."""
    agreed = models.BooleanField()
    refused = models.PositiveIntegerField()
    """How many treatments, of her country for an authority, would have been refused when it was answered."""
    why = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "part", "country"], name="programmes_ruleanswer_once"),
            models.CheckConstraint(condition=Q(agreed=True) | ~Q(why=""), name="programmes_ruleanswer_says_why"),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "by_another",
                where="SELECT 1 FROM programmes_ruleproposal p WHERE p.id = NEW.proposal_id AND NEW.agreed "
                "AND p.proposed_by_id = NEW.answered_by_id",
                says="nobody agrees to a change of the rules that she proposed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.country}".strip()


class RuleInForce(AppendOnly):
    """A proposal that everybody agreed to, and the version that judges from its day."""

    proposal = models.OneToOneField(RuleProposal, on_delete=models.PROTECT, related_name="in_force")
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "agreed_by_all",
                where="SELECT 1 FROM programmes_ruleproposal p WHERE p.id = NEW.proposal_id AND ("  # noqa: S608  (no input)
                f"EXISTS ({_ANSWER} NOT a.agreed) OR NOT EXISTS ({_ANSWER} a.part = 'office') "
                f"OR NOT EXISTS ({_ANSWER} a.part = 'authority') "
                "OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(p.countries) c WHERE NOT EXISTS "
                f"({_ANSWER} a.part = 'authority' AND a.country = c)))",
                says="a change of the rules holds once the office and every authority asked agreed to it",
            ),
            refuses(
                "as_proposed",
                where="SELECT 1 FROM programmes_ruleproposal p, programmes_programmeversion v "
                "WHERE p.id = NEW.proposal_id AND v.id = NEW.version_id AND (p.programme_id, p.valid_from, p.sha256) "
                "<> (v.programme_id, v.valid_from, v.sha256)",
                says="the version that holds is the file that was proposed",
            ),
        )

    def __str__(self) -> str:
        return str(self.proposal_id)
