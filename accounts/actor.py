"""Who acts: a person in one role, for one organisation, at a time."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

PATIENT_ACCOUNT: Final = UUID("70617469-656e-4400-8000-000000000000")
"""The account under which rows stand that a patient entered: nobody can log in with it, and no role is given to it."""


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
    practice: bool = False
    """Whether she only practises: nothing of it is counted or sent."""
    request_id: str = ""
    through: str = ""
    """By which client of the interface she acts; empty for whoever sits at a page."""
    signed_with: str = ""
    """With what she showed her second step anew in this request; empty where she did not."""
    patient_id: UUID | None = None
    """Of a patient who acts for herself: the one record that is hers. Nobody else has one."""

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


def nobody(*, name: str, request_id: str = "", through: str = "") -> Actor:
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
        through=through,
    )
