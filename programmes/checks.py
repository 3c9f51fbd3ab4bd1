"""Start-up checks: the law on disk can be read, and is the law that was taken in."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from programmes.certifying import certifying
from programmes.controls import controls
from programmes.in_force import keep_up, programmes, shipped
from programmes.lasting import lasting
from programmes.mailing import mailing
from programmes.models import ProgrammeVersion
from programmes.registering import OTHER, registering
from programmes.reporting import authorities
from rulebook import ProgrammeError, Programmes
from rulebook.controls import moved_for_good

READ_HINT = (
    "Mend the file, or put it back as it was. Until every programme file can be read nothing is judged, "
    "so that no older version decides in its place."
)
GATES = "programmes.E007"
GATES_HINT = (
    "Let this reason block again. A country's file may move the gates of its papers and windows; a card that is not "
    "the patient's, a cancelled prescription and more than was prescribed stop a supply everywhere."
)
METHODS_HINT = "Mend the file, or put it back as it was: without it nobody is asked when a method runs out."
MAILING_HINT = "Mend the file, or put it back as it was: without it no material can be sent."
REGISTERING_HINT = "Mend the file, or put it back as it was: without it no pharmacy can apply."
CERTIFYING_HINT = "Mend the file, or put it back as it was: without it no certificate can be given or renewed."
REPORTING_HINT = "Mend the file, or put it back as it was: without it no case can be printed for its authority."
CONTROLS_HINT = (
    "Mend the file, or put it back as it was: it says what an authority may set for a time, what two pharmacists may "
    "overrule, and until when a dispensing is entered late. A programme without such a file needs one."
)
KEPT_HINT = (
    "Put the file back as it was taken in; a change of the rules is a new file with a later valid_from. "
    "Files that are new are taken in by `manage.py take_in_programmes`."
)


@register("programmes")
def check_programme_files(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a programme file that cannot be read; the message names file and key."""
    try:
        shipped()
    except ProgrammeError as broken:
        return [Error(f"Programme file {broken}", hint=READ_HINT, id="programmes.E001")]
    return []


@register("programmes")
def check_gates(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a programme whose file lets pass what nobody may let pass."""
    try:
        law = shipped()
    except ProgrammeError:
        return []  # said by the check of the files themselves
    return [
        Error(
            f"Programme file {version.version}.toml: gates.{code}: expected block",
            hint=GATES_HINT,
            id=GATES,
        )
        for one in law.ids
        for version in law.timelines[one].versions
        for code in moved_for_good(version)
    ]


@register("programmes")
def check_methods_file(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of methods that cannot be read."""
    try:
        lasting()
    except ProgrammeError as broken:
        return [Error(f"Methods file {broken}", hint=METHODS_HINT, id="programmes.E003")]
    return []


@register("programmes")
def check_reporting_file(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of authorities that cannot be read."""
    try:
        authorities()
    except ProgrammeError as broken:
        return [Error(f"Reporting file {broken}", hint=REPORTING_HINT, id="programmes.E006")]
    return []


@register("programmes")
def check_registering_file(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of registering that cannot be read."""
    try:
        registering(country=OTHER)
    except ProgrammeError as broken:
        return [Error(f"Registering file {broken}", hint=REGISTERING_HINT, id="programmes.E004")]
    return []


@register("programmes")
def check_certifying_file(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of certificates that cannot be read."""
    try:
        certifying(country=OTHER)
    except ProgrammeError as broken:
        return [Error(f"Certifying file {broken}", hint=CERTIFYING_HINT, id="programmes.E009")]
    return []


@register("programmes")
def check_mailing_file(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of mailing that cannot be read."""
    try:
        mailing()
    except ProgrammeError as broken:
        return [Error(f"Mailing file {broken}", hint=MAILING_HINT, id="programmes.E008")]
    return []


@register("programmes")
def check_control_files(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of controls that cannot be read, and without one of each programme."""
    try:
        missing = [one for one in shipped().ids if one not in controls()]
    except ProgrammeError as broken:
        return [Error(f"Controls file {broken}", hint=CONTROLS_HINT, id="programmes.E005")]
    return [
        Error(f"Controls file {one}.toml: expected to be there", hint=CONTROLS_HINT, id="programmes.E005")
        for one in missing
    ]


@register(Tags.database)
def check_programmes_taken_in(
    app_configs: Sequence[AppConfig] | None = None, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse programme files that differ from the versions kept in the table by their hash.

    The process reads its files once, so what is compared here is what judges until it ends.
    """
    if "default" not in (databases or ()):
        return []
    try:
        keep_up()
        found = list(_differences(programmes()))
    except ProgrammeError as broken:
        found = [f"Programme file {broken}"]
    except DatabaseError as error:
        found = [f"The programme versions in the database cannot be read: {error}"]
    return [Error(text, hint=KEPT_HINT, id="programmes.E002") for text in found]


def _differences(law: Programmes) -> Iterable[str]:
    kept = {
        (programme_id, valid_from.isoformat()): sha256
        for programme_id, valid_from, sha256 in ProgrammeVersion.objects.values_list(
            "programme_id", "valid_from", "sha256"
        )
    }
    for file in law.files:
        sha256 = kept.pop((file.folder, PurePath(file.name).stem), None)
        if sha256 is None:
            yield f"Programme file {file.path} was never taken in."
        elif sha256 != file.sha256:
            yield f"Programme file {file.path} is not what was taken in: its text has changed."
    for programme_id, valid_from in kept:
        yield f"Programme file {programme_id}/{valid_from}.toml was taken in and is missing now."
