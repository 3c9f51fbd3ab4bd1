"""People and places administered, with a row in every table that the administrator's acts fill."""

import datetime as dt

from accounts.models import Organisation, Role
from accounts.operations import (
    call_off_recovery,
    change_details,
    confirm_recovery,
    end_client,
    invite_user,
    start_recovery,
    suspend_user,
    withdraw_invitation,
)
from programmes.getting_there import acknowledge_material, send_material
from tests.builders import a_centre, a_pharmacy, a_place_for, a_prescriber, a_user, an_actor, an_answer, an_application
from tests.pharmacies.interface.caller import a_client
from tests.programmes.kits import a_certificate, a_manager, a_material_in_force
from tests.programmes.rules import a_rule_in_force


def administered(*, at: dt.datetime) -> None:
    """Rename a place, let a system in and out, invite and take back, suspend, replace a lost factor, once in vain."""
    office: Organisation = a_place_for(Role.ADMINISTRATOR)
    by, second, known = an_actor(Role.ADMINISTRATOR, office), an_actor(Role.ADMINISTRATOR, office), a_user()
    client = a_client(a_pharmacy(registered=False), at=at)
    end_client(by=by, at=at, client=client, reason="another program")
    change_details(
        by=by, at=at, organisation=a_centre(), name="Saint Alda", time_zone="Europe/Brussels", telephone="",
        email="", language="fr", reason="two houses became one", version=0,
    )  # fmt: skip
    invited = invite_user(by=by, at=at, email="guest@example.org", name="Invited Guest", telephone="", language="en-gb")
    withdraw_invitation(by=by, at=at, invitation=invited.invitations.get(), reason="never came")
    in_vain = start_recovery(by=by, at=at, user=known, identity_check="video", remarks="passport seen")
    call_off_recovery(by=by, at=at, recovery=in_vain, reason="the telephone was found")
    recovery = start_recovery(by=by, at=at, user=known, identity_check="video", remarks="passport seen")
    confirm_recovery(by=second, at=at, recovery=recovery)
    suspend_user(by=by, at=at, user=a_user(), reason="left")
    an_answer(application=an_application(at=at))
    reader = a_prescriber()
    a_certificate(at=at)
    a_rule_in_force(at=at)
    letter = a_material_in_force(at=at, kind="letter")
    send_material(by=a_manager(), at=at, material=letter)
    acknowledge_material(by=reader, at=at, material=letter, answers={})
