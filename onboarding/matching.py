"""What the staged rows have in common with each other and with the registry: asked in statements over all rows."""

import json
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import KIND_OF
from onboarding.models import Import, Kind

FOLDED: Final = "regexp_replace(lower(unaccent({})), '[^[:alnum:]]+', '', 'g')"
"""A text as two people would write it alike: without accents, case, spaces and signs."""

UNDONE: Final = """
    EXISTS (SELECT 1 FROM onboarding_brought brought JOIN onboarding_undoing undone ON undone.of_id = brought.of_id
            WHERE brought.object_id = {})
"""
"""Something suspended because the import that brought it was undone: a mended list takes it up again."""

FAULT: Final = "faults = faults || jsonb_build_array(jsonb_build_array(%(column)s::text, %(words)s::text))"

TWINS: Final = f"""
    UPDATE onboarding_stagedrow row SET {FAULT}
    FROM (SELECT key, min(line) AS first FROM onboarding_stagedrow WHERE of_id = %(of)s GROUP BY key) twin
    WHERE row.of_id = %(of)s AND row.key = twin.key AND row.line > twin.first AND row.key <> ''
"""  # noqa: S608  all parts are written here
FORGET: Final = (
    "UPDATE onboarding_stagedrow SET found_id = NULL, found_how = '' WHERE of_id = %(of)s AND found_how <> ''"
)

SAME_PLACE: Final = f"""
    UPDATE onboarding_stagedrow row SET found_id = place.id, found_how = 'same'
    FROM accounts_organisation place
    WHERE row.of_id = %(of)s AND place.country = %(country)s AND lower(place.name) = lower(row.values ->> 'name')
      AND place.kind = row.values ->> 'kind' AND place.practice_of_id IS NULL
      AND (NOT place.suspended OR {UNDONE.format("place.id")})
"""  # noqa: S608  all parts are written here
NAME_TAKEN: Final = f"""
    UPDATE onboarding_stagedrow row SET {FAULT}
    FROM accounts_organisation place
    WHERE row.of_id = %(of)s AND place.country = %(country)s AND lower(place.name) = lower(row.values ->> 'name')
      AND row.found_id IS NULL
"""  # noqa: S608  all parts are written here
ALIKE_PLACE: Final = f"""
    UPDATE onboarding_stagedrow row SET found_id = place.id, found_how = 'alike'
    FROM accounts_organisation place
    WHERE row.of_id = %(of)s AND row.found_id IS NULL AND place.country = %(country)s
      AND place.practice_of_id IS NULL AND NOT place.suspended AND place.kind = row.values ->> 'kind'
      AND ({FOLDED.format("place.name")} = {FOLDED.format("row.values ->> 'name'")}
           OR lower(place.email) = row.values ->> 'email')
"""  # noqa: S608  all parts are written here
NO_PLACE: Final = f"""
    UPDATE onboarding_stagedrow row SET {FAULT}
    WHERE row.of_id = %(of)s AND row.values ->> 'place' <> '' AND NOT EXISTS (
        SELECT 1 FROM accounts_organisation place
        WHERE place.country = %(country)s AND lower(place.name) = lower(row.values ->> 'place')
          AND place.kind = %(kinds)s::jsonb ->> (row.values ->> 'role')
          AND place.practice_of_id IS NULL AND NOT place.suspended)
"""  # noqa: S608  all parts are written here
SAME_PERSON: Final = f"""
    UPDATE onboarding_stagedrow row SET found_id = person.id, found_how = 'same'
    FROM accounts_user person
    WHERE row.of_id = %(of)s AND lower(person.email) = row.values ->> 'email'
      AND (person.is_active OR {UNDONE.format("person.id")})
      AND {FOLDED.format("person.name")} = {FOLDED.format("row.values ->> 'name'")}
"""  # noqa: S608  all parts are written here
ADDRESS_TAKEN: Final = f"""
    UPDATE onboarding_stagedrow row SET {FAULT}
    FROM accounts_user person
    WHERE row.of_id = %(of)s AND lower(person.email) = row.values ->> 'email' AND row.found_id IS NULL
"""  # noqa: S608  all parts are written here
TWO_NAMES: Final = f"""
    UPDATE onboarding_stagedrow row SET {FAULT}
    FROM (SELECT DISTINCT ON (values ->> 'email') line, values FROM onboarding_stagedrow
          WHERE of_id = %(of)s ORDER BY values ->> 'email', line) first
    WHERE row.of_id = %(of)s AND row.values ->> 'email' = first.values ->> 'email' AND row.values ->> 'email' <> ''
      AND {FOLDED.format("row.values ->> 'name'")} <> {FOLDED.format("first.values ->> 'name'")}
"""  # noqa: S608  all parts are written here
ALIKE_PERSON: Final = f"""
    UPDATE onboarding_stagedrow row SET found_id = person.id, found_how = 'alike'
    FROM accounts_user person
        JOIN accounts_membership held ON held.user_id = person.id
        JOIN accounts_organisation place ON place.id = held.organisation_id
    WHERE row.of_id = %(of)s AND row.found_id IS NULL AND place.country = %(country)s AND person.is_active
      AND lower(place.name) = lower(row.values ->> 'place')
      AND {FOLDED.format("person.name")} = {FOLDED.format("row.values ->> 'name'")}
"""  # noqa: S608  all parts are written here


def find_faults(one: Import) -> None:
    """Note, beside the faults of single cells, what rows have against each other and against the registry."""
    find_matches(one)
    _run(TWINS, one, "", _("This row is in the list twice. Delete one of the two."))
    if one.kind == Kind.PLACES:
        _run(NAME_TAKEN, one, "name", _("A suspended place, or one of another kind, has this name. Compare the two."))
        return
    _run(NO_PLACE, one, "place", _("There is no such place for this role in the country. Import the places first."))
    _run(ADDRESS_TAKEN, one, "email", _("Somebody with another name has this address. Compare the two."))
    _run(TWO_NAMES, one, "email", _("Another row has this address with another name. Compare the two."))


def find_matches(one: Import) -> None:
    """Note what the registry has already: surely, or perhaps."""
    _run(FORGET, one)
    for statement in (SAME_PLACE, ALIKE_PLACE) if one.kind == Kind.PLACES else (SAME_PERSON, ALIKE_PERSON):
        _run(statement, one)


def _run(statement: str, one: Import, column: str = "", words: str = "") -> None:
    kinds = {role.value: kind.value for role, kind in KIND_OF.items()}
    values: dict[str, Any] = {"of": one.id, "country": one.country, "column": column, "words": words}
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"kinds": json.dumps(kinds)})
