"""Each way to sign an agreement, what keeps a signature from being one, and who opens its scan."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry, Outcome
from patients.models import Agreement, Category, Scan, Signature
from patients.operations import Representative, Signed, sign_agreement
from patients.refusals import NotForThisPatient
from patients.statements import statements_of
from prescribers.statements import statements_for
from programmes.in_force import programmes
from tests.accounts.acts_on_the_record import a_stranger
from tests.builders import ON_PAPER, Scene, a_woman_ready_for_dispensing, the_statements
from tests.foundation.pictures import a_document, a_picture, a_scan
from tests.patients.lives import NOON
from tests.prescribers.desk import Answer, Desk, address

pytestmark = pytest.mark.django_db

DRAWN = "data:image/png;base64," + base64.b64encode(a_picture()).decode()
BLANK = "data:image/png;base64," + base64.b64encode(a_picture(blank=True)).decode()
DAUGHTER = {
    "signer": "representative", "representative": "Inés García", "relation": "daughter", "why_represented": "blind",
}  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def signs(scene: Scene, **answers: Any) -> Answer:
    """Tick every statement, and answer the rest."""
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "agreement")
    names = [part.split('"')[0] for part in desk.opens(path).source.split('name="')[1:]]
    ticks = {name: "on" for name in names if name.startswith("says_")}
    return desk.sends(path, ticks | {"signer": "patient", "talked": "on"} | answers)


def latest(scene: Scene) -> Signature:
    found: Signature | None = Signature.objects.filter(enrolment=scene.enrolment).order_by("-recorded_at").first()
    assert found is not None
    return found


def a_file(content: bytes, name: str = "page.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_drawn_signature_is_kept_as_a_picture(scene: Scene) -> None:
    assert signs(scene, signed_how="screen", drawn=DRAWN).status == 200
    signature = latest(scene)
    assert signature.means == "drawn"
    assert signature.scan is not None
    assert signature.scan.kind == "image/png"


def test_without_scripts_the_name_is_typed(scene: Scene) -> None:
    name = Desk(scene.prescriber).opens(address(scene.enrolment)).text.split(", María")[0].split()[-1]
    assert signs(scene, signed_how="screen", typed_name=f"María {name}").status == 200
    assert (latest(scene).means, latest(scene).scan) == ("typed", None)


def test_paper_is_found_again_by_its_file_number(scene: Scene) -> None:
    assert signs(scene, signed_how="paper", file_reference="7-112").status == 200
    record = Desk(scene.prescriber).opens(address(scene.enrolment, "record"))
    assert "on paper, kept in a file no. 7-112" in record.text


def test_a_representative_is_named_with_relation_and_reason(scene: Scene) -> None:
    assert signs(scene, signed_how="screen", typed_name="Inés García", **DAUGHTER).status == 200
    record = Desk(scene.prescriber).opens(address(scene.enrolment, "record"))
    assert "signed by Inés García (daughter), because: blind" in record.text


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nothing drawn or typed": ({"signed_how": "screen"}, "draws the signature above, or types the full name"),
    "a blank drawing": ({"signed_how": "screen", "drawn": BLANK}, "The drawing did not arrive"),
    "a drawing that is none": ({"signed_how": "screen", "drawn": "data:image/png;base64,AAAA"}, "did not arrive"),
    "a drawing from elsewhere": ({"signed_how": "screen", "drawn": "https://x.example/a.png"}, "did not arrive"),
    "another name": ({"signed_how": "screen", "typed_name": "Somebody Else"}, "types the full name"),
    "no scan": ({"signed_how": "scan"}, "Choose the file with the signed page"),
    "no file number": ({"signed_how": "paper"}, "Enter the number of the file"),
    "nobody signs": ({"signed_how": "paper", "file_reference": "7", "signer": ""}, "“Who signs?” has no answer"),
    "no relation": (DAUGHTER | {"signed_how": "paper", "file_reference": "7", "relation": ""}, "is related"),
    "no reason": (DAUGHTER | {"signed_how": "paper", "file_reference": "7", "why_represented": ""}, "does not sign"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_could_not_be_shown_is_no_signature(scene: Scene, what: str) -> None:
    answers, said = WRONG[what]
    answer = signs(scene, **answers)
    assert answer.status == 422
    assert said in answer.text
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ\x90", a_document() + b"PK\x05\x06"])
def test_row_67_an_upload_that_is_no_scan_is_refused_whatever_it_calls_itself(scene: Scene, content: bytes) -> None:
    answer = signs(scene, signed_how="scan", scan=a_file(content, "../../etc/passwd.pdf"))
    assert answer.status == 422
    assert "passwd" not in answer.text
    assert (Agreement.objects.count(), Scan.objects.count()) == (1, 0)


def test_a_scan_is_handed_out_as_an_attachment_in_a_sandbox_and_every_opening_is_written_down(scene: Scene) -> None:
    assert signs(scene, signed_how="scan", scan=a_file(a_document(), "<b>scan</b>.exe")).status == 200
    path = address(scene.enrolment, "agreement", latest(scene).id, "scan")
    response = Desk(scene.prescriber).client.get(path)
    assert response.content == bytes(Scan.objects.get().content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="signature-')
    assert "scan.exe" not in response["Content-Disposition"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    looks = Entry.objects.filter(act="patients.read_scan", outcome=Outcome.READ)
    assert [entry.subjects for entry in looks] == [[scene.patient_id]]
    assert Desk(a_stranger(scene.prescriber)).client.get(path).status_code == 404


def test_another_patients_scan_is_not_reached_through_ones_own(scene: Scene) -> None:
    other = a_woman_ready_for_dispensing(prescriber=scene.prescriber)
    signs(other, signed_how="scan", scan=a_file(a_document()))
    path = address(scene.enrolment, "agreement", latest(other).id, "scan")
    assert Desk(scene.prescriber).client.get(path).status_code == 404


def test_who_cannot_comply_is_not_treated_and_nothing_is_stored(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    assert "cannot or will not keep to one of these" in desk.opens(address(scene.enrolment, "agreement")).text
    page = desk.opens(address(scene.enrolment, "agreement", "contraindicated"))
    assert page.heading == "Treatment is contraindicated"
    assert "<form" not in page.source.split("<main", 1)[1].split("</main>")[0]
    assert Agreement.objects.count() == 1


def signs_by_hand(scene: Scene, **changes: Any) -> Agreement:
    """Call the operation as a program would."""
    facts = {"statements": the_statements(enrolment=scene.enrolment, at=NOON), "signed": ON_PAPER} | changes
    return sign_agreement(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, form_version="1", **facts)


def _but_one(agreed: list[str]) -> list[str]:
    return agreed[1:]


def _and_an_unknown(agreed: list[str]) -> list[str]:
    return [*agreed, "harm"]


def _one_in_place_of_another(agreed: list[str]) -> list[str]:
    return ["harm", *agreed[1:]]


def _one_twice(agreed: list[str]) -> list[str]:
    return [agreed[0], agreed[0], *agreed[2:]]


def _a_mans(_agreed: list[str]) -> list[str]:
    programme = programmes().in_force("pomalidomide-eu", NOON.date())
    assert programme is not None
    return statements_of(category="male", programme=programme)


@pytest.mark.parametrize("changed", [list, _but_one, _and_an_unknown, _one_in_place_of_another, _one_twice, _a_mans])
def test_the_operation_takes_every_statement_of_the_category_and_no_other(
    changed: Callable[[list[str]], list[str]],
) -> None:
    her = a_woman_ready_for_dispensing(at=NOON)
    wanted = the_statements(enrolment=her.enrolment, at=NOON)
    if changed is list:  # the control
        assert signs_by_hand(her).statements == wanted
        return
    with pytest.raises(NotForThisPatient, match="every statement"):
        signs_by_hand(her, statements=changed(wanted))
    assert Agreement.objects.count() == 1


def test_no_statement_at_all_is_no_agreement(scene: Scene) -> None:
    with pytest.raises(NotForThisPatient, match="every statement"):
        signs_by_hand(scene, statements=[])


@pytest.mark.parametrize("category", Category.values)
@pytest.mark.parametrize("programme_id", programmes().ids)
def test_the_desk_has_words_for_every_statement_that_the_record_wants(category: str, programme_id: str) -> None:
    programme = programmes().in_force(programme_id, NOON.date())
    assert programme is not None
    said = statements_for(category=category, programme=programme)
    assert [code for code, _words in said] == statements_of(category=category, programme=programme)
    assert not any("%(" in str(words) for _code, words in said)


@pytest.mark.parametrize(
    "signed",
    [
        Signed(means="paper"),
        Signed(means="typed", typed_name=" "),
        Signed(means="scan"),
        Signed(means="drawn"),
        Signed(means="paper", file_reference="7", scan=a_scan()),
        Signed(
            means="paper", file_reference="7", representative=Representative(name="Inés", relation=" ", why="blind")
        ),
    ],
)
def test_no_program_records_a_signature_of_which_nothing_could_be_shown(signed: Signed) -> None:
    her = a_woman_ready_for_dispensing(at=NOON)
    with pytest.raises(NotForThisPatient):
        signs_by_hand(her, signed=signed)
    assert Agreement.objects.count() == 1
