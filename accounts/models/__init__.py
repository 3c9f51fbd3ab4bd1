"""Users, the organisations they act for, and the dated roles that tie the two."""

from accounts.models.membership import Membership, Role
from accounts.models.organisation import Kind, Organisation
from accounts.models.submission import Submission
from accounts.models.user import User

__all__ = ["Kind", "Membership", "Organisation", "Role", "Submission", "User"]
