"""Questions about imports."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.refusals import NotVisible
from onboarding.models import How, Import, Kind, StagedRow

FAULTY = ~Q(faults=[])
UNANSWERED = Q(found_how="alike", answer="", faults=[])


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many rows of an import are wrong, new, there already, and wait for an answer."""

    faulty: int
    new: int
    there: int
    unanswered: int

    @property
    def can_be_applied(self) -> bool:
        """Say whether nothing stands against it."""
        return not self.faulty and not self.unanswered and bool(self.new + self.there)


def imports() -> QuerySet[Import]:
    """List imports, the newest first."""
    return Import.objects.select_related("staged_by", "ending__by", "undoing__by").order_by("-staged_at", "id")


def import_of(*, import_id: UUID) -> Import:
    """Find an import.

    :raises NotVisible: when there is none.
    """
    found = imports().filter(id=import_id).first()
    if found is None:
        raise NotVisible(_("There is no such import."))
    return found


def row_of(*, one: Import, row_id: UUID) -> StagedRow:
    """Find a row of an import that waits for an answer, or has one.

    :raises NotVisible: when there is none.
    """
    found = StagedRow.objects.filter(of=one, id=row_id, found_how="alike").first()
    if found is None:
        raise NotVisible(_("There is no such row."))
    return found


def counted(one: Import) -> Counted:
    """Count the rows of an import."""
    same = Q(found_how="same") | Q(answer="same")
    said = StagedRow.objects.filter(of=one).aggregate(
        faulty=Count("id", filter=FAULTY),
        unanswered=Count("id", filter=UNANSWERED),
        there=Count("id", filter=Q(faults=[]) & same),
        all=Count("id"),
    )
    new = said["all"] - said["faulty"] - said["unanswered"] - said["there"]
    return Counted(faulty=said["faulty"], new=new, there=said["there"], unanswered=said["unanswered"])


def faulty_rows(one: Import) -> QuerySet[StagedRow]:
    """List the rows of an import that are wrong, as they stand in the file."""
    return StagedRow.objects.filter(FAULTY, of=one).order_by("line")


def alike_rows(one: Import) -> QuerySet[StagedRow]:
    """List the rows that may be something the registry has, those without an answer first."""
    return StagedRow.objects.filter(of=one, found_how="alike", faults=[]).order_by("answer", "line")


def found_by(row: StagedRow, *, kind: str) -> Organisation | User:
    """Give what the registry has that a row may be."""
    assert row.found_id is not None  # of rows that are like something
    if kind == Kind.PLACES:
        return Organisation.objects.get(id=row.found_id)
    return User.objects.get(id=row.found_id)


def is_open(one: Import) -> bool:
    """Say whether an import was neither applied nor dropped."""
    return not hasattr(one, "ending")


def is_applied(one: Import) -> bool:
    """Say whether an import was applied, and not undone."""
    return hasattr(one, "ending") and one.ending.how == How.APPLIED and not hasattr(one, "undoing")
