"""Acts on organisations, people and their roles; each an operation, but for what happens before anybody has a role."""

from accounts.operations.clients import end_client, issue_client
from accounts.operations.invitations import (
    accept_invitation,
    invite_to_role,
    invite_user,
    send_invitation_again,
    withdraw_invitation,
)
from accounts.operations.organisations import (
    change_details,
    open_organisation,
    readmit_organisation,
    suspend_organisation,
)
from accounts.operations.people import (
    appoint_first_administrator,
    choose_own_language,
    end_role,
    end_sessions,
    give_role,
    readmit_user,
    suspend_user,
    switch_shortcuts,
)
from accounts.operations.recovery import (
    call_off_recovery,
    complete_recovery,
    confirm_recovery,
    start_recovery,
    use_recovery,
)
from accounts.safeguards import AlreadyThere, LastAdministrator, NotYourself

__all__ = [
    "AlreadyThere",
    "LastAdministrator",
    "NotYourself",
    "accept_invitation",
    "appoint_first_administrator",
    "call_off_recovery",
    "change_details",
    "choose_own_language",
    "complete_recovery",
    "confirm_recovery",
    "end_client",
    "end_role",
    "end_sessions",
    "give_role",
    "invite_to_role",
    "invite_user",
    "issue_client",
    "open_organisation",
    "readmit_organisation",
    "readmit_user",
    "send_invitation_again",
    "start_recovery",
    "suspend_organisation",
    "suspend_user",
    "switch_shortcuts",
    "use_recovery",
    "withdraw_invitation",
]
