"""Invariants of packs, of capsules that came back and of batches called back; each broken."""

import pytest

from patients.models import CapsuleReturn, ScannedPack
from programmes.models import BatchRecall
from tests.builders import Scene, a_check, a_dispensing
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import DAY, NOON, Life

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@invariant(
    "A pack is handed over with capsules or refused with what speaks against it",
    "patients_scannedpack_given_or_refused",
)
def test_a_pack_is_given_or_refused(life: Life) -> None:
    pack = ScannedPack.objects.get()
    with refused_by("patients_scannedpack_given_or_refused"):
        another(pack, capsules=0, taking=2)


@invariant("Each taking from a pack with a serial number is told once", "patients_scannedpack_each_taking_once")
def test_each_taking_from_a_pack_is_told_once(life: Life) -> None:
    with refused_by("patients_scannedpack_each_taking_once"):
        another(ScannedPack.objects.get())


@invariant(
    "A pack is handed over on a yes and refused on a refusal, of its own enrolment and pharmacy",
    "patients_scannedpack_on_its_verdict",
)
def test_a_pack_stands_on_its_verdict(life: Life, stranger: Scene) -> None:
    pack = ScannedPack.objects.get()
    merely_asked = another(life.verdict, mode="check")
    for change in (
        {"verdict_id": merely_asked.pk},
        {"verdict_id": a_check(stranger).id},
        {"organisation_id": stranger.pharmacist.organisation_id},
        {"why_not": ["expired"], "capsules": 0},
    ):
        with refused_by("patients_scannedpack_on_its_verdict"):
            another(pack, taking=2, **change)


@invariant("No more comes out of a pack than it holds", "patients_scannedpack_within_the_pack")
def test_no_more_comes_out_of_a_pack_than_it_holds(life: Life) -> None:
    with refused_by("patients_scannedpack_within_the_pack"):
        another(ScannedPack.objects.get(), taking=2, capsules=22)


@invariant("At least one capsule comes back", "patients_capsulereturn_is_of_something")
def test_something_comes_back(life: Life) -> None:
    with refused_by("patients_capsulereturn_is_of_something"):
        another(CapsuleReturn.objects.get(), capsules=0)


@invariant(
    "Capsules come back from a dispensing of their own enrolment, and not before it",
    "patients_capsulereturn_of_its_own",
)
def test_capsules_come_back_from_their_own_dispensing(life: Life, stranger: Scene) -> None:
    back = CapsuleReturn.objects.get()
    with refused_by("patients_capsulereturn_of_its_own"):
        another(back, enrolment_id=stranger.enrolment.id)
    with refused_by("patients_capsulereturn_of_its_own"):
        another(back, returned_on=TODAY - DAY)


@invariant(
    "No more comes back than was dispensed, and the last of it says so",
    "patients_capsulereturn_within_dispensing",
    "patients_capsulereturn_completes_id_key",
)
def test_no_more_comes_back_than_was_dispensed(life: Life) -> None:
    back, given = CapsuleReturn.objects.get(), life.verdict.dispensing
    for change in (
        {"capsules": given.capsules},
        {"capsules": given.capsules - back.capsules},
        {"completes_id": given.id},
    ):
        with refused_by("patients_capsulereturn_within_dispensing"):
            another(back, **change)


@invariant("What was not collected is the whole supply, and says why", "patients_capsulereturn_not_collected_is_whole")
def test_what_was_not_collected_says_why(life: Life, stranger: Scene) -> None:
    given = a_dispensing(stranger).dispensing
    own = {"enrolment_id": given.enrolment_id, "dispensing_id": given.id, "completes_id": given.id}
    with refused_by("patients_capsulereturn_not_collected_is_whole"):
        another(CapsuleReturn.objects.get(), how="not_collected", capsules=given.capsules, **own)


@invariant("A recall names the batch and says why", "programmes_batchrecall_names_batch_and_reason")
@pytest.mark.parametrize("change", [{"number": ""}, {"why": ""}])
def test_a_recall_names_the_batch_and_says_why(life: Life, change: dict[str, str]) -> None:
    with refused_by("programmes_batchrecall_names_batch_and_reason"):
        another(BatchRecall.objects.get(), **change)


@invariant("A recall is lifted once", "programmes_batchrecall_lifts_id_key")
def test_a_recall_is_lifted_once(life: Life) -> None:
    recall = BatchRecall.objects.get()
    another(recall, lifts_id=recall.id)
    with refused_by("programmes_batchrecall_lifts_id_key"):
        another(recall, lifts_id=recall.id)
