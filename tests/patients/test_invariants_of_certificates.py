"""Invariants of declarations and certificates: the database holds to them, whoever writes."""

from typing import Any

import pytest

from programmes.models import DeclarationAnswer, PrescriberDeclaration
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON
from tests.programmes.kits import a_certificate, a_declaration, a_manager

pytestmark = pytest.mark.django_db


def _refused(declaration: PrescriberDeclaration, **changes: Any) -> DeclarationAnswer:
    facts: dict[str, Any] = {"declaration": declaration, "why": "no", "recorded_at": NOON}
    facts |= {"recorded_by_id": a_manager().person_id}
    return DeclarationAnswer.objects.create(**(facts | changes))


@invariant("A declaration says what was declared, and the licence", "programmes_prescriberdeclaration_says_what")
@pytest.mark.parametrize("change", [{"licence_number": ""}, {"declaration": ""}])
def test_a_declaration_says_what(change: dict[str, str]) -> None:
    one = a_declaration(at=NOON)
    _refused(one)
    with refused_by("programmes_prescriberdeclaration_says_what"):
        another(one, **change)


@invariant(
    "A prescriber has one open declaration for a programme and country", "programmes_prescriberdeclaration_one_open"
)
def test_a_prescriber_has_one_open_declaration() -> None:
    one = a_declaration(at=NOON)
    with refused_by("programmes_prescriberdeclaration_one_open"):
        another(one)
    _refused(one)
    another(one)


@invariant(
    "Who declares passed the knowledge check of that programme and country herself",
    "programmes_prescriberdeclaration_of_who_knows",
)
def test_nobody_declares_on_anothers_knowledge() -> None:
    one, other = a_declaration(at=NOON), a_declaration(at=NOON)
    _refused(one)
    with refused_by("programmes_prescriberdeclaration_of_who_knows"):
        another(one, known_by_id=other.known_by_id)
    with refused_by("programmes_prescriberdeclaration_of_who_knows"):
        another(one, country="DE")


@invariant("A declaration is answered once", "programmes_declarationanswer_declaration_id_key")
def test_a_declaration_is_answered_once() -> None:
    one = a_certificate(at=NOON)
    with refused_by("programmes_declarationanswer_declaration_id_key"):
        _refused(one.declaration)


@invariant("A certification has one certificate", "programmes_declarationanswer_certification_id_key")
def test_a_certification_has_one_certificate() -> None:
    one = a_certificate(at=NOON)
    anew = another(one.declaration)
    with refused_by("programmes_declarationanswer_certification_id_key"):
        another(one, declaration_id=anew.pk, number="000000000001")


@invariant("A certificate's number is its own", "programmes_declarationanswer_number_key")
def test_a_number_is_one_certificates() -> None:
    one, other = a_certificate(at=NOON), a_certificate(at=NOON)
    declared, certification = another(other.declaration), other.certification
    assert certification is not None
    free = another(certification, valid_from="2020-01-01", valid_until="2020-02-01")
    with refused_by("programmes_declarationanswer_number_key"):
        another(other, declaration_id=declared.pk, certification_id=free.pk, number=one.number)


@invariant(
    "An answer is a certificate with a number and a compared licence, or says why there is none",
    "programmes_declarationanswer_is_a_certificate_or_says_why",
)
@pytest.mark.parametrize("change", [{"why": ""}, {"number": "000000000001"}, {"compared": "Register"}])
def test_an_answer_is_a_certificate_or_says_why(change: dict[str, str]) -> None:
    with refused_by("programmes_declarationanswer_is_a_certificate_or_says_why"):
        _refused(a_declaration(at=NOON), **change)


@invariant(
    "A declaration is answered with a certification of the same person, programme and country",
    "programmes_declarationanswer_of_its_own",
)
def test_a_declaration_is_answered_with_its_own_certification() -> None:
    one, other = a_certificate(at=NOON), a_declaration(at=NOON)
    with refused_by("programmes_declarationanswer_of_its_own"):
        another(one, declaration_id=other.id, number="000000000001")


@invariant("Nobody checks her own licence", "programmes_declarationanswer_by_another")
def test_nobody_checks_her_own_licence() -> None:
    one = a_declaration(at=NOON)
    with refused_by("programmes_declarationanswer_by_another"):
        _refused(one, recorded_by_id=one.recorded_by_id)
