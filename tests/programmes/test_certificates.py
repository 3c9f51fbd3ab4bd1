"""A prescriber declares and signs, the office checks the licence, a certificate comes of it that anybody can check."""

import datetime as dt
import re
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from accounts.actor import Actor
from accounts.models import Organisation
from foundation.checksymbols import format_number
from outbox.models import Message
from programmes.certifying import countries, load_certifying
from programmes.checks import check_certifying_file
from programmes.declaring import DeclarationNotPossible, certify_declared, declare, refuse_declaration
from programmes.models import DeclarationAnswer, PrescriberCertification, PrescriberDeclaration, Programme
from programmes.operations import NotAsItWas, end_certification, reinstate_accreditation, suspend_accreditation
from rulebook import ProgrammeError
from rulebook.certifying import Terms, end_of_certificate, knowledge_holds, renewed_from
from tests.builders import a_delegate, a_patient, a_prescriber, now, user_of
from tests.programmes.kits import a_course_in_force, a_declaration, a_manager, a_try

pytestmark = pytest.mark.django_db

HOME = "/programmes/learn/pomalidomide-eu/"
TICKS = {"has_materials": "on", "keeps_measures": "on", "is_able": "on"}
SHORT = Terms(shortest=550, longest=730, knowledge=180, renew_before=60)


def _client(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def test_from_the_check_to_a_certificate_that_anybody_can_check() -> None:
    kit, by, office = a_course_in_force(at=now(), language="de"), a_prescriber(certified=False), _client(a_manager())
    client = _client(by)
    leads = '<p><a href="/programmes/learn/">'
    assert leads in client.get("/patients/register/").content.decode()
    assert "answer the knowledge check first" in client.get(f"{HOME}declare/").content.decode()
    a_try(by=by, at=now(), kit=kit)
    half = client.post(f"{HOME}declare/", {"nonce": str(uuid4()), "licence_number": "no number", **TICKS})
    assert half.status_code == 422
    assert not PrescriberDeclaration.objects.exists()
    sent = {"nonce": str(uuid4()), "licence_number": "BE 12.345", **TICKS}
    assert client.post(f"{HOME}declare/", sent)["Location"] == HOME
    assert client.post(f"{HOME}declare/", sent)["Location"] == HOME  # the same form twice is one declaration
    one = PrescriberDeclaration.objects.get()
    assert "checks the licence" in client.get(HOME).content.decode()
    assert Message.objects.filter(kind="licence_to_check").exists()
    assert f"/programmes/declarations/{one.id}/" in office.get("/programmes/").content.decode()
    assert "BE 12.345" in office.get(f"/programmes/declarations/{one.id}/").content.decode()
    certify = f"/programmes/declarations/{one.id}/certify/"
    assert office.post(certify, {"nonce": str(uuid4()), "compared": ""}).status_code == 422
    office.post(certify, {"nonce": str(uuid4()), "compared": "Medical register, listed, same name"})
    answer = DeclarationAnswer.objects.get()
    assert answer.certification is not None
    assert answer.number is not None
    assert Message.objects.filter(kind="declaration_answered", recipient_id=by.person_id).exists()
    printed = client.get(f"/programmes/certificates/{answer.id}/").content.decode()
    assert format_number(answer.number) in printed
    assert f"{settings.SITE_URL.rstrip('/')}/certificate/" in printed
    assert _client(a_prescriber()).get(f"/programmes/certificates/{answer.id}/").status_code == 404
    _anybody_checks(answer, by)


def _anybody_checks(answer: DeclarationAnswer, by: Actor) -> None:
    anybody, number, certification = Client(), format_number(answer.number or ""), answer.certification
    assert certification is not None
    ask = {"number": number.lower(), "name": f" {by.name.upper()} "}
    told = anybody.post("/certificate/", ask).content.decode()
    assert "A certificate with this number and this name holds today." in told
    for hidden in ("pomalidomide", "BE 12.345", str(certification.valid_until.year)):  # type: ignore[union-attr]  # it has an end
        assert hidden not in re.sub(r"(?s)<form.*</form>|<script.*?</script>|<footer.*", "", told).lower()
    no = "No certificate with this number and this name holds today."
    assert no in anybody.post("/certificate/", ask | {"name": "Somebody Else"}).content.decode()
    assert anybody.post("/certificate/", ask | {"number": "7K3M-9QXT-4HX8"}).status_code == 422
    suspend_accreditation(by=a_manager(), at=now(), accreditation=certification, reason="Asked about")
    assert no in anybody.post("/certificate/", ask).content.decode()


def test_who_cannot_declare_is_told_what_to_do() -> None:
    by = a_prescriber(certified=False)
    kit = a_course_in_force(at=now())
    known_by = a_try(by=by, at=now(), kit=kit)
    programme = Programme.objects.get(id="pomalidomide-eu")
    values: dict[str, Any] = {"by": by, "programme": programme, "licence_number": "1"}
    with pytest.raises(DeclarationNotPossible, match="knowledge check first"):
        declare(at=now(), known_by=None, **values)
    with pytest.raises(DeclarationNotPossible, match="too long ago"):
        declare(at=now() + dt.timedelta(days=181), known_by=known_by, **values)
    first = declare(at=now(), known_by=known_by, **values)
    with pytest.raises(DeclarationNotPossible, match="declared already"):
        declare(at=now(), known_by=known_by, **values)
    refuse_declaration(by=a_manager(), at=now(), declaration=first, reason="The number is another doctor's.")
    assert "another doctor" in _client(by).get(HOME).content.decode()
    second = declare(at=now(), known_by=known_by, **values)
    answer = certify_declared(by=a_manager(), at=now(), declaration=second, compared="Register, listed")
    with pytest.raises(NotAsItWas):
        certify_declared(by=a_manager(), at=now(), declaration=second, compared="Register, listed")
    with pytest.raises(DeclarationNotPossible, match="can be renewed from"):
        declare(at=now(), known_by=known_by, **values)
    certification = answer.certification
    assert certification is not None
    assert certification.valid_until is not None
    later = now() + (renewed_from(until=certification.valid_until, terms=SHORT) - now().date())
    third = declare(at=later, known_by=a_try(by=by, at=later, kit=kit), **values)
    renewed = certify_declared(by=a_manager(), at=later, declaration=third, compared="Register, listed").certification
    assert renewed is not None
    assert renewed.valid_from == certification.valid_until
    suspend_accreditation(by=a_manager(), at=later, accreditation=renewed, reason="Asked about")
    with pytest.raises(DeclarationNotPossible, match="suspended"):
        declare(at=later, known_by=known_by, **values)


def test_certificates_of_one_day_do_not_end_in_one_month() -> None:
    first, ending = dt.date(2026, 11, 28), Counter[dt.date]()
    for _one in range(1_000):
        ending[end_of_certificate(first=first, terms=SHORT, ending=ending)] += 1
    months = Counter((day.year, day.month) for day in ending.elements())
    assert max(months.values()) <= 175  # a sixth of them, where they may end within six months; 1,000 without spreading
    assert all(first + dt.timedelta(days=550) <= day <= first + dt.timedelta(days=730) for day in ending)
    assert end_of_certificate(first=first, terms=SHORT, ending={}) == first + dt.timedelta(days=730)
    assert knowledge_holds(answered_on=first, on=first + dt.timedelta(days=180), terms=SHORT)
    assert not knowledge_holds(answered_on=first, on=first + dt.timedelta(days=181), terms=SHORT)


def test_the_end_of_the_last_certificate_is_said_to_delegates_and_closes_no_record() -> None:
    at = now()
    doctor = a_prescriber()
    centre = Organisation.objects.get(id=doctor.place_id)
    enrolment, nurse = a_patient(at=at, by=doctor), a_delegate(centre=centre)
    held = PrescriberCertification.objects.get(prescriber_id=doctor.person_id)
    theirs = PrescriberCertification.objects.get(prescriber_id=a_prescriber(centre=centre).person_id)
    client, said = _client(nurse), "You can still record, report and stop."
    suspend_accreditation(by=a_manager(), at=at, accreditation=held, reason="Asked about")
    assert said not in client.get("/patients/").content.decode()  # a colleague is certified still
    end_certification(by=a_manager(), at=at, certification=theirs, valid_until=at.date(), reason="Left")
    assert said in client.get("/patients/").content.decode()
    card = f"/patients/{enrolment.id}/"
    assert client.get(card).status_code == 200
    assert "No certification in force" in client.get("/patients/register/").content.decode()
    assert said in client.get(f"{card}agreement/").content.decode()
    reinstate_accreditation(by=a_manager(), at=at, accreditation=held, reason="Answered")
    assert said not in client.get("/patients/").content.decode()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("longest = 730", "longest = 5"), "other.longest"),
        (("knowledge = 180", "knowledge = 0"), "other.knowledge"),
        (("renew_before = 60", "renew_before = 600"), "other.renew_before"),
        (('source = "', 'words = "'), "other"),
        (("[other]", "[Other]"), "other"),
    ],
)
def test_a_broken_file_is_refused_with_its_key(tmp_path: Any, settings: Any, change: tuple[str, str], key: str) -> None:
    path = tmp_path / "certifying.toml"
    path.write_text(settings.CERTIFYING_FILE.read_text().replace(*change))
    with pytest.raises(ProgrammeError, match=f"certifying.toml: {re.escape(key)}"):
        load_certifying(path)
    countries.cache_clear()
    settings.CERTIFYING_FILE = path
    try:
        assert [error.id for error in check_certifying_file()] == ["programmes.E009"]
    finally:
        countries.cache_clear()


def test_an_ended_certification_lets_her_declare_anew() -> None:
    by = a_prescriber()
    held = PrescriberCertification.objects.get(prescriber_id=by.person_id, programme_id="pomalidomide-eu")
    end_certification(by=a_manager(), at=now(), certification=held, valid_until=now().date(), reason="Left")
    assert certify_declared(
        by=a_manager(), at=now(), declaration=a_declaration(by=by, at=now()), compared="Register"
    ).certification
