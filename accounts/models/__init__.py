"""Users, the organisations they act for, and the dated roles that tie the two."""

from accounts.models.client import ClientEnd, ClientUse, InterfaceClient
from accounts.models.cover import Cover
from accounts.models.draft import Draft
from accounts.models.history import FormerDetails, Suspension
from accounts.models.invitation import HowInvitationEnded, Invitation, InvitationEnd
from accounts.models.membership import KIND_OF, Membership, Role
from accounts.models.organisation import Kind, Organisation
from accounts.models.recovery import IdentityCheck, Recovery, RecoveryConfirmation, RecoveryEnd
from accounts.models.session import Session
from accounts.models.submission import Submission
from accounts.models.user import User

__all__ = [
    "KIND_OF",
    "ClientEnd",
    "ClientUse",
    "Cover",
    "Draft",
    "FormerDetails",
    "HowInvitationEnded",
    "IdentityCheck",
    "InterfaceClient",
    "Invitation",
    "InvitationEnd",
    "Kind",
    "Membership",
    "Organisation",
    "Recovery",
    "RecoveryConfirmation",
    "RecoveryEnd",
    "Role",
    "Session",
    "Submission",
    "Suspension",
    "User",
]
