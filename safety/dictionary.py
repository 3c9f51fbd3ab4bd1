"""What the licensed dictionary offers while somebody types, and what a code or a term means in it."""

from safety.models import MeddraTerm

FEWEST_SIGNS = 3
OFFERED = 10


def version_loaded() -> str:
    """Give the newest version that was loaded, or nothing."""
    versions = MeddraTerm.objects.order_by().values_list("version", flat=True).distinct()
    return max(versions, key=_by_numbers, default="")


def terms_like(*, words: str) -> list[MeddraTerm]:
    """Offer the current terms of the newest version that contain some words, the shortest first."""
    said = words.strip()
    if len(said) < FEWEST_SIGNS:
        return []
    found = MeddraTerm.objects.filter(version=version_loaded(), current=True, name__icontains=said)
    return sorted(found[:500], key=lambda one: (len(one.name), one.name))[:OFFERED]


def term_meant(*, said: str) -> MeddraTerm | None:
    """Give the term of the newest version that a code or its whole name means."""
    newest = MeddraTerm.objects.filter(version=version_loaded())
    return newest.filter(code=said).first() or newest.filter(name__iexact=said, current=True).first()


def _by_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
