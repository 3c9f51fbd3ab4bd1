"""Every address of the registry with the act it needs, and an example of each that leads to something real."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.actor import SCHEDULER, Actor
from accounts.declare import declared_act
from accounts.links import invitation_token
from accounts.models import Cover, Invitation, Organisation, Role
from accounts.operations import invite_user
from outbox.models import Message, Recipient, State
from patients.models import CategoryAssessment, Contraception, Pregnancy, PregnancyTest
from patients.operations import (
    Signed,
    decide_merge,
    interrupt_supply,
    offer_transfer,
    propose_merge,
    propose_parting,
    record_contraception,
    sign_agreement,
    suspect_at_counter,
    suspect_pregnancy,
)
from pharmacies.interface import ROOT
from pharmacies.operations import tell_prescriber
from pharmacies.sheets import make_sheet
from programmes.models import PrescriberCertification
from reminders.feed_secrets import hash_of, new_secret
from reminders.models import FollowUp
from reminders.operations import make_feed, mute
from safety.operations import write_message
from safety.queries import to_be_passed_on
from tests.builders import (
    Scene,
    a_check,
    a_cover,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_patient,
    a_place_for,
    a_prescriber,
    a_programme,
    a_woman_ready_for_dispensing,
    an_actor,
    an_application,
    now,
    the_statements,
)
from tests.foundation.pictures import a_scan
from tests.obligations.owed import a_met_obligation, an_obligation
from tests.onboarding.lists import an_import_with_a_match
from tests.patients.lives import a_prepared_act
from tests.patients.proposals import a_proposal, a_second
from tests.pharmacies.interface.caller import a_client
from tests.pharmacies.two_people import a_proposal_of, an_authority
from tests.programmes.kits import a_certificate_behind, a_course_in_force, a_declaration, a_try
from tests.programmes.rules import a_rule_proposal
from tests.reports.kept import FILES_FOR_ALL, a_kept_report
from tests.safety.pregnancies import a_whole_pregnancy, the_case
from tests.safety.questions import a_question
from tests.safety.reports import a_case, a_reported_side_effect, a_reviewed_case, an_officer

Example = dict[str, UUID | str]


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the URL map."""

    name: str
    route: str
    view: Callable[..., Any]
    keys: tuple[str, ...]

    @property
    def act(self) -> str | None:
        """Give the act that the view declares, ``public``, or None where it declares nothing."""
        return declared_act(self.view)

    @property
    def is_ours(self) -> bool:
        """Say whether the view is the registry's own, not a library's."""
        return not self.view.__module__.startswith(("allauth.", "django."))

    @property
    def is_of_the_interface(self) -> bool:
        """Say whether systems call there, and no browser."""
        return f"/{self.route}".startswith(ROOT)

    def at(self, example: Example) -> str:
        """Write the address with the keys of an example."""
        return reverse(self.name, kwargs={key: example[key] for key in self.keys})


def addresses() -> list[Address]:
    """Walk the URL map of people's pages."""
    return [one for one in _all() if not one.is_of_the_interface]


def system_addresses() -> list[Address]:
    """Walk the URL map of the interface for pharmacies' systems."""
    return [one for one in _all() if one.is_of_the_interface]


def _all() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            keys = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            yield Address(f"{space}{pattern.name}", here, pattern.callback, keys)


@dataclass(frozen=True, slots=True)
class House:
    """One centre, one pharmacy and one patient, with a row for every address that names one."""

    scene: Scene
    keys: dict[str, UUID | str]
    authority: Actor

    def example(self, address: Address) -> Example:
        """Give the keys that lead somewhere at an address."""
        local = address.name.partition(":")[2]
        row = self.keys.get(local) or self.keys["test"]
        found: Example = {**self.keys, "row_id": row, "kind": "test", "anything": "nothing-here"}
        if local in {"dispensed", "not_collected"}:
            found["check_id"] = self.keys["dispensed"]
        if local == "issue_client":
            found["organisation_id"] = self.scene.pharmacist.place_id
        if address.name in {"safety:desk_contact", "safety:lost", "safety:cause"}:
            found["case_id"] = self.keys["followed_case"]
        if address.name in {"safety:message", "safety:message_file"}:
            found["message_id"] = self.keys["safety_message"]
        if local == "print_slip":  # of the house's own patient none is printed: a suspicion stands
            found |= {"enrolment_id": self.keys["a_man"], "row_id": self.keys["mans_prescription"]}
        if local == "partner":
            found["enrolment_id"] = self.keys["a_man"]
        return {key: found[key] for key in address.keys}

    @property
    def role(self) -> dict[str, Any]:
        """Give who acts here, by role, where somebody does already."""
        return {
            Role.PRESCRIBER: self.scene.prescriber,
            Role.PHARMACIST: self.scene.pharmacist,
            Role.AUTHORITY: self.authority,
        }


def _invited(at: dt.datetime) -> Invitation:
    """Let an administrator invite somebody."""
    administrator = an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))
    user = invite_user(
        by=administrator, at=at, email=f"{uuid4()}@example.org", name="Invited Person", telephone="", language="en-gb"
    )
    return user.invitations.get()


def _of_the_category(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Let a colleague propose a lower category, and sign the agreement once more, with a scan."""
    proposal = a_proposal(by=a_second(scene.prescriber), at=at, enrolment=scene.enrolment)
    agreement = sign_agreement(
        by=scene.prescriber, at=at, enrolment=scene.enrolment,
        statements=the_statements(enrolment=scene.enrolment, at=at), form_version="1",
        signed=Signed(means="scan", scan=a_scan()),
    )  # fmt: skip
    return {
        "correct_category": CategoryAssessment.objects.get(enrolment=scene.enrolment).id,
        "proposal": proposal.id,
        "withdraw_proposal": proposal.id,
        "scan": agreement.signature.id,
    }


def _of_contraception(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Let her take up abstinence beside the implant that she has."""
    abstinence = record_contraception(
        by=scene.prescriber, at=at, patient=scene.patient, method="abstinence", started_on=at.date(),
        valid_until=None, confirmed=True, confirmed_on=[],
    )  # fmt: skip
    implant = Contraception.objects.get(patient=scene.patient, method="implant")
    return {
        "confirm_abstinence": abstinence.id,
        "end_contraception": implant.id,
        "change_contraception": implant.id,
        "correct_contraception": implant.id,
    }


def _of_the_counter(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Dispense, stop, suspect, and let the pharmacy tell of its no."""
    by = scene.prescriber
    dispensed = a_dispensing(scene, at=at, capsules=7)
    check = a_check(scene, at=at)
    stop = interrupt_supply(by=by, at=at, enrolment=scene.enrolment, reason="operation")
    told = suspect_at_counter(by=scene.pharmacist, at=at, patient=scene.patient, words="late")
    suspicion = suspect_pregnancy(by=by, at=at, patient=scene.patient, reason="late")
    notice = tell_prescriber(by=scene.pharmacist, at=at, check=a_check(scene, at=at))
    return {
        "check_id": check.id,
        "dispensed": dispensed.id,
        "resume": stop.id,
        "close_suspicion": suspicion.id,
        "suspected": told.id,
        "notice_id": notice.id,
    }


def _of_the_move(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Offer her to another centre, while a colleague covers for her prescriber."""
    by = scene.prescriber
    offer = offer_transfer(
        by=by, at=at, enrolment=scene.enrolment, centre=Organisation.objects.get(id=a_prescriber().place_id),
        agreed_on=at.date(), agreed_how="spoken",
    )  # fmt: skip
    cover = Cover.objects.filter(absent_id=by.person_id).first() or a_cover(by=by, at=at)
    return {"transfer_id": offer.id, "cover_id": cover.id}


def _of_a_join(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Join another record to hers, and let a colleague propose that they be parted again."""
    other = a_patient(at=at, by=scene.prescriber).patient
    pair = {"kept": scene.patient, "merged": other}
    colleague = a_second(scene.prescriber)
    proposal = propose_merge(by=colleague, at=at, reason="the same passport", **pair)
    joined = decide_merge(by=scene.prescriber, at=at, proposal=proposal, agreed=True)
    parting = propose_parting(by=colleague, at=at, reason="two passports", **pair)
    return {"part": joined.id, "merge_answer": parting.id}


def _of_the_prescriber(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Give who signs for her, and somebody whom an administrator invited."""
    by = scene.prescriber
    return {
        "user_id": by.person_id,
        "accreditation_id": PrescriberCertification.objects.filter(prescriber_id=by.person_id)[0].id,
        "organisation_id": by.place_id,
        "application_id": an_application(at=at).id,
        "membership_id": by.membership_id or by.person_id,
        "message_id": _parked(by, at).id,
        "token": invitation_token(invitation_id=_invited(at).id),
        "client_id": a_client(Organisation.objects.get(id=scene.pharmacist.place_id)).id,
    }


def _parked(by: Actor, at: dt.datetime) -> Message:
    """Lay a message aside that was to reach somebody."""
    return Message.objects.create(
        key=f"parked:{uuid4()}", kind="role_given", recipient=Recipient.USER, recipient_id=by.person_id,
        created_at=at, due_at=at, state=State.PARKED, finished_at=at, last_error="ConnectionRefusedError",
    )  # fmt: skip


def _of_the_calendar(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Let somebody be followed up, and not be written about her visits; let her prescriber have her dates in a feed."""
    follow_up = FollowUp.objects.create(
        enrolment=scene.enrolment, why="lost", occasion="visit", due_on=at.date(), opened_at=at
    )
    muted = mute(by=scene.prescriber, at=at, patient=scene.patient, occasion="visit", reason="she keeps a diary")
    secret = new_secret()
    make_feed(by=scene.prescriber, at=at, secret_hash=hash_of(secret))
    return {"follow_up_id": follow_up.id, "lift": muted.id, "secret": secret}


def _of_a_message(scene: Scene) -> dict[str, UUID | str]:
    """Let the desk write a message of a reviewed case."""
    a_reviewed_case(scene)
    return {"safety_message": write_message(by=an_officer(), at=scene.at, versions=to_be_passed_on()).id}


def _of_a_pregnancy(scene: Scene) -> dict[str, UUID | str]:
    """Let the desk follow the pregnancy that was suspected, and the centre tell how it ended."""
    hers = Pregnancy.objects.filter(patient=scene.patient, organisation_id=scene.prescriber.place_id)
    suspicion = hers.latest("recorded_at")
    outcome = a_whole_pregnancy(scene, at=scene.at, suspicion=suspicion)
    return {
        "report_pregnancy": suspicion.id,
        "pregnancy_contact": suspicion.id,
        "pregnancy_outcome": suspicion.id,
        "correct_outcome": outcome.id,
        "followed_case": the_case(suspicion, at=scene.at).id,
    }


def _of_the_company(at: dt.datetime) -> dict[str, UUID | str]:
    """Meet an obligation with a document, and have another asked; look at a country's list."""
    met, match = a_met_obligation(at=at), an_import_with_a_match(at=at)
    return {
        "obligation_id": an_obligation(at=at).id,
        "reopen": met.obligation_id,
        "step_id": met.id,
        "import_id": match.of_id,
        "match_id": match.id,
    }


def _of_a_kit(scene: Scene, at: dt.datetime) -> dict[str, UUID | str]:
    """Put a guide and its check in force, and let the prescriber answer it."""
    kit = a_course_in_force(at=at, version=str(scene.enrolment.id)[:20])
    made = a_try(by=scene.prescriber, at=at, kit=kit)
    return {
        "material_id": kit[0].id, "programme_id": kit[0].programme_id, "section": "tests", "try_id": made.id,
        "rules_id": a_rule_proposal(at=at).id,
        "declaration_id": a_declaration(at=at, kit=kit).id,
        "certificate_id": a_certificate_behind(at=at, known_by=made).id,
    }  # fmt: skip


OF_A_PRESCRIPTION = ("authorised", "print_slip", "cancel_prescription", "send_prescription", "dates_file")


def a_house(scene: Scene | None = None) -> House:
    """Furnish a house: a dispensing, a stop, abstinence, a suspicion, a no that was told, a join, a move offered."""
    at = scene.at if scene else now()
    her = scene or a_woman_ready_for_dispensing(at=at)
    man = a_man_ready_for_dispensing(at=at, prescriber=her.prescriber)
    prescription = her.prescription.id
    authority = an_authority()
    waiting = a_proposal_of(authority, programme=a_programme(), regime="warn", at=at)
    pharmacy = Organisation.objects.get(id=her.pharmacist.place_id)
    make_sheet(by=SCHEDULER, at=at, pharmacy=pharmacy)
    return House(
        her,
        {
            "enrolment_id": her.enrolment.id,
            "a_man": man.enrolment.id,
            "mans_prescription": man.prescription.id,
            "test": PregnancyTest.objects.get(patient=her.patient).id,
            "end": her.prescription.treatment_id,
            "revoke_card": her.card.id,
            **dict.fromkeys(OF_A_PRESCRIPTION, prescription),
            **_of_the_counter(her, at),
            **_of_contraception(her, at),
            **_of_the_prescriber(her, at),
            **_of_the_move(her, at),
            **_of_the_category(her, at),
            **_of_a_join(her, at),
            **_of_the_calendar(her, at),
            "prepared_id": a_prepared_act(her).id,
            "complete": a_reported_side_effect(her).id,
            "case_id": a_case(her).id,
            **_of_a_pregnancy(her),
            **_of_a_message(her),
            "answer": a_question(her, pharmacy_id=her.pharmacist.place_id).id,
            "proposal_id": waiting.id,
            **_of_the_company(at),
            **_of_a_kit(her, at),
            "report_id": a_kept_report(by=authority.other, at=at, more=FILES_FOR_ALL).id,
        },
        authority.other,
    )
