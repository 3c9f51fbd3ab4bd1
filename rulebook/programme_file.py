"""From the text of programme files to programmes: parsed, laid over their bases, all checked before the first use."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rulebook.days import Day
from rulebook.programme import Programme, ProgrammeError, ProgrammeFile, Programmes, Timeline
from rulebook.programme_keys import Table
from rulebook.programme_tables import build_programme

RawTable = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Version:
    """A file of a programme, parsed, not yet laid over its base."""

    file: ProgrammeFile
    begins: Day
    base: str | None
    keys: RawTable


@dataclass(frozen=True, slots=True)
class _Merged:
    """A version laid over its base, with the day from which the pair holds."""

    begins: Day
    keys: RawTable
    programme: Programme


def read_programmes(files: Iterable[ProgrammeFile]) -> Programmes:
    """Read all programme files together; one broken file stops everything.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    kept = tuple(files)
    versions: dict[str, list[_Version]] = {}
    for file in kept:
        versions.setdefault(file.folder, []).append(_parse(file))
    merged: dict[str, tuple[_Merged, ...]] = {}
    for programme_id in versions:
        _merge_all(programme_id, versions, merged, under_way=())
    timelines = {
        programme_id: Timeline(tuple(one.begins for one in parts), tuple(one.programme for one in parts))
        for programme_id, parts in merged.items()
    }
    return Programmes(MappingProxyType(timelines), kept)


def lay_over(base: Mapping[str, object], own: Mapping[str, object]) -> RawTable:
    """Lay a table over its base: tables are merged key by key, everything else (arrays too) is replaced."""
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = lay_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _parse(file: ProgrammeFile) -> _Version:
    try:
        keys: RawTable = tomllib.loads(file.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise ProgrammeError(file.path, "", "expected a text in UTF-8") from None
    except RecursionError:
        raise ProgrammeError(file.path, "", "expected TOML that is not nested without end") from None
    except ValueError as error:
        raise ProgrammeError(file.path, "", f"expected TOML: {error}") from None
    table = Table(file.path, "", keys)
    own_id = table.text("id")
    if own_id != file.folder:
        raise ProgrammeError(file.path, "id", f'expected "{file.folder}", the name of the folder, not "{own_id}"')
    begins = _begins(file, table.date("valid_from"))
    base = None
    if "extends" in keys:
        base = table.text("extends")
        keys = {key: value for key, value in keys.items() if key != "extends"}
    return _Version(file, begins, base, keys)


def _begins(file: ProgrammeFile, valid_from: date) -> Day:
    expected = f"{valid_from.isoformat()}.toml"
    if file.name != expected:
        raise ProgrammeError(file.path, "valid_from", f"expected a file named by it: {expected}, not {file.name}")
    return valid_from.toordinal()


def _merge_all(
    programme_id: str,
    versions: dict[str, list[_Version]],
    merged: dict[str, tuple[_Merged, ...]],
    *,
    under_way: tuple[str, ...],
) -> tuple[_Merged, ...]:
    """Merge a programme's versions, its bases first; ``under_way`` are the programmes that wait for this one."""
    if programme_id in merged:
        return merged[programme_id]
    ordered = sorted(versions[programme_id], key=lambda version: version.begins)
    parts: list[_Merged] = []
    for version, following in zip(ordered, [*ordered[1:], None], strict=True):
        if version.base is None:
            parts.append(_merge(version, version.begins, version.keys))
            continue
        _refuse_bad_base(version, versions, (*under_way, programme_id))
        bases = _merge_all(version.base, versions, merged, under_way=(*under_way, programme_id))
        parts.extend(_over_each_base(version, bases, until=following.begins if following else None))
    merged[programme_id] = tuple(parts)
    return merged[programme_id]


def _refuse_bad_base(version: _Version, versions: dict[str, list[_Version]], under_way: tuple[str, ...]) -> None:
    if version.base not in versions:
        expected = f"expected the id of a programme that is there, one of {', '.join(sorted(versions))}"
        raise ProgrammeError(version.file.path, "extends", f'{expected}; not "{version.base}"')
    if version.base in under_way:
        circle = " extends ".join((*under_way[under_way.index(version.base) :], version.base))
        raise ProgrammeError(version.file.path, "extends", f"expected a programme that does not lead back: {circle}")


def _over_each_base(version: _Version, bases: tuple[_Merged, ...], *, until: Day | None) -> list[_Merged]:
    """Lay a version over every version of its base that is in force at some time beside it."""
    first = [base for base in bases if base.begins <= version.begins]
    if not first:
        expected = f"expected a base with a version in force on {version.keys['valid_from']}"
        raise ProgrammeError(version.file.path, "extends", f"{expected}; {version.base} begins later")
    later = [base for base in bases if version.begins < base.begins and (until is None or base.begins < until)]
    return [
        _merge(version, max(version.begins, base.begins), lay_over(base.keys, version.keys), base.programme)
        for base in (first[-1], *later)
    ]


def _merge(version: _Version, begins: Day, keys: RawTable, base: Programme | None = None) -> _Merged:
    place = version.file.path if base is None else f"{version.file.path} (over {base.version})"
    return _Merged(begins, keys, build_programme(Table(place, "", keys)))
