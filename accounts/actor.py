"""Who acts: a person in one role, for one organisation, at a time."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The working context of one request or task; ids beside the names they had then."""

    user_id: UUID | None
    name: str
    role: str
    role_label: str
    organisation_id: UUID | None
    organisation_name: str
    country: str
    time_zone: str = "UTC"
    membership_id: UUID | None = None
    request_id: str = ""

    @property
    def person_id(self) -> UUID:
        """Give the person who acts.

        :raises LookupError: for a task, which is no person.
        """
        if self.user_id is None:
            raise LookupError(f"{self.name} is no person")
        return self.user_id

    @property
    def place_id(self) -> UUID:
        """Give the organisation acted for.

        :raises LookupError: for a task, which acts for none.
        """
        if self.organisation_id is None:
            raise LookupError(f"{self.name} acts for no organisation")
        return self.organisation_id


SCHEDULER = Actor(
    user_id=None,
    name="scheduler",
    role="system",
    role_label="system",
    organisation_id=None,
    organisation_name="",
    country="",
)
"""Who acts when a task does; it carries only the acts named for the role ``system``."""


def nobody(*, name: str, request_id: str = "") -> Actor:
    """Make the actor of a request that has no working context, for the trail alone."""
    return Actor(
        user_id=None,
        name=name,
        role="",
        role_label="",
        organisation_id=None,
        organisation_name="",
        country="",
        request_id=request_id,
    )
