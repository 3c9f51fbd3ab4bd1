"""A list staged, its matches answered, dropped or applied by a second person, and undone."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.safeguards import NotYourself
from onboarding.bringing import bring
from onboarding.columns import COLUMNS, KEYS, read_cells
from onboarding.matching import find_faults, find_matches
from onboarding.models import How, Import, ImportEnd, StagedRow, Undoing
from onboarding.queries import counted, is_applied, is_open
from onboarding.reading import Line, read_lines
from onboarding.refusals import NotAsItWas, NotReadable
from onboarding.undoing import undo
from programmes.models import Programme

BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: read piece by piece, known by the hash of its bytes, its name not even looked at."""

    file: BinaryIO = field(repr=False)
    sha256: str

    def __str__(self) -> str:
        return self.sha256


def uploaded(file: BinaryIO) -> Upload:
    """Take a file, and reckon its hash."""
    file.seek(0)
    return Upload(file, hashlib.file_digest(file, "sha256").hexdigest())  # type: ignore[arg-type]  # any that reads


@operation("onboarding.stage")
def stage_import(*, by: Actor, at: dt.datetime, country: str, kind: str, upload: Upload) -> Import:
    """Read a list and stage its rows, each with its faults and with what the registry has already; nothing else.

    :raises NotReadable: when the file is refused whole; nothing of it is kept then.
    """
    columns = COLUMNS[kind]
    needed = [name for name, column in columns.items() if column.is_needed]
    upload.file.seek(0)
    programmes = set(Programme.objects.values_list("id", flat=True))
    import_id, number = uuid4(), 0
    batch: list[StagedRow] = []
    for line in read_lines(upload.file, wanted=columns, needed=needed):
        batch.append(_staged(import_id, kind, line, programmes))
        number += 1
        if len(batch) == BATCH:
            StagedRow.objects.bulk_create(batch)
            batch = []
    StagedRow.objects.bulk_create(batch)
    if not number:
        raise NotReadable(_("This list has no rows under its first line. Choose the list and try again."))
    one = Import.objects.create(
        id=import_id, kind=kind, country=country, sha256=upload.sha256, rows=number, staged_at=at,
        staged_by_id=by.person_id,
    )  # fmt: skip
    find_faults(one)
    return one


@operation("onboarding.stage")
def answer_match(*, by: Actor, at: dt.datetime, row: StagedRow, answer: str) -> StagedRow:
    """Say whether a row is what the registry has already, or something new.

    :raises NotAsItWas: when the import is over.
    """
    _require_open(row.of)
    row.answer = answer
    row.save(update_fields=["answer"])
    return row


@operation("onboarding.stage")
def drop_import(*, by: Actor, at: dt.datetime, one: Import) -> ImportEnd:
    """Drop an import; its staged rows are deleted.

    :raises NotAsItWas: when it is over.
    """
    _require_open(one)
    return _ended(one, How.DROPPED, by, at)


@operation("onboarding.apply", signed=True)
def apply_import(*, by: Actor, at: dt.datetime, one: Import) -> ImportEnd:
    """Bring all rows of an import into the registry as its second person, or none; who has no account is invited.

    :raises NotYourself: for whoever uploaded the list.
    :raises NotAsItWas: when it is over, a row is wrong, or a match is not answered.
    """
    _require_open(one)
    if one.staged_by_id == by.user_id:
        raise NotYourself(_("You uploaded this list yourself. Ask another administrator to look at it and apply it."))
    before = counted(one)
    answers = dict(StagedRow.objects.filter(of=one).exclude(answer="").values_list("line", "found_id"))
    find_matches(one)
    now = counted(one)
    if now != before or _answered_otherwise(one, answers):
        raise NotAsItWas(_("The registry has changed since the list was looked at. Upload the list again."))
    if not now.can_be_applied:
        raise NotAsItWas(_("Rows are wrong or wait for an answer. Mend the list and upload it again, or answer them."))
    bring(one, by=by, at=at)
    return _ended(one, How.APPLIED, by, at)


@operation("onboarding.apply", signed=True)
def undo_import(*, by: Actor, at: dt.datetime, one: Import, reason: str) -> Undoing:
    """Take back what an import brought, by rows; what was used since stays, and is named.

    :raises NotAsItWas: when it was not applied, or is undone already.
    """
    if not is_applied(_locked(one)):
        raise NotAsItWas(_("This import was not applied, or is undone already. Open the page again to see."))
    if not reason.strip():
        raise NotAsItWas(_("Write why it is undone."))
    return Undoing.objects.create(
        of=one, left=undo(one, by=by, at=at, reason=reason), reason=reason, at=at, by_id=by.person_id
    )


def _staged(import_id: UUID, kind: str, line: Line, programmes: set[str]) -> StagedRow:
    values, faults = read_cells(kind, line.cells)
    if line.too_many:
        faults.append(("", _("This row has more cells than the list has columns. Delete what stands beside it.")))
    if values["programme"] and values["programme"] not in programmes:
        faults.append(("programme", _("There is no such programme. Write one of: %(codes)s.")
            % {"codes": ", ".join(sorted(programmes))}))  # fmt: skip
    parts = [values[name].casefold() for name in KEYS[kind]]
    return StagedRow(
        of_id=import_id, line=line.number, key="\t".join(parts) if all(parts) else "", values=values, faults=faults
    )


def _answered_otherwise(one: Import, answers: dict[int, UUID | None]) -> bool:
    """Say whether a row that was answered is like something else by now."""
    now = StagedRow.objects.filter(of=one).exclude(answer="").values_list("line", "found_id")
    return dict(now) != answers


def _locked(one: Import) -> Import:
    """Wait for whoever else ends or undoes an import: all such acts wait for each other."""
    Programme.objects.select_for_update().order_by("id").first()
    return Import.objects.select_related("ending", "undoing").get(id=one.id)


def _require_open(one: Import) -> None:
    if not is_open(_locked(one)):
        raise NotAsItWas(_("This import is over. Open the page again to see how it ended."))


def _ended(one: Import, how: How, by: Actor, at: dt.datetime) -> ImportEnd:
    StagedRow.objects.filter(of=one).delete()
    return ImportEnd.objects.create(of=one, how=how, at=at, by_id=by.person_id)
