"""The kits that come with the registry, as files: ``programme/country-language/kind/version.txt``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from programmes.knowledge import questions_of
from programmes.material_text import MaterialText, NotAMaterial, read_material
from programmes.models import MaterialKind
from rulebook import ProgrammeError


@dataclass(frozen=True, slots=True)
class KitFile:
    """One shipped material: where its path says that it belongs, its bytes, and what they say."""

    programme_id: str
    country: str
    language: str
    kind: str
    version: str
    body: bytes
    text: MaterialText


def load_kits(folder: Path) -> list[KitFile]:
    """Read every shipped material; one broken file stops everything.

    :raises ProgrammeError: naming the file and what was expected.
    """
    return list(_files(folder))


def _files(folder: Path) -> Iterator[KitFile]:
    for path in sorted(folder.glob("*/*/*/*.txt")):
        programme_id, place, kind = path.relative_to(folder).parts[:3]
        country, _dash, language = place.partition("-")
        name = str(path.relative_to(folder))
        if kind not in MaterialKind.values:
            raise ProgrammeError(name, "", f"expected a folder named as a kind of material, not {kind}")
        body = path.read_bytes()
        try:
            text = read_material(body)
            if kind == MaterialKind.KNOWLEDGE_CHECK:
                questions_of(text)
        except NotAMaterial as fault:
            raise ProgrammeError(name, "", str(fault)) from None
        if not text.is_sample:
            raise ProgrammeError(name, "sample", "expected true: what ships was agreed with no authority")
        yield KitFile(programme_id, country.upper(), language, kind, path.stem, body, text)
