"""What the database itself refuses of imports."""

import pytest

from onboarding.models import Brought, StagedRow
from onboarding.operations import apply_import, drop_import, undo_import
from tests.builders import a_programme, now
from tests.onboarding.lists import a_place, an_administrator, csv_of, staged
from tests.patients.invariants import another, invariant, refused_by

pytestmark = pytest.mark.django_db


@invariant("Each line of a list is staged once", "onboarding_each_line_once")
def test_each_line_is_staged_once() -> None:
    a_programme()
    row = StagedRow.objects.get(of=staged(csv_of(a_place())))
    with refused_by("onboarding_each_line_once"):
        StagedRow.objects.create(of=row.of, line=row.line, key="", values={})


@invariant("What an import brought is its own", "onboarding_brought_once")
def test_what_an_import_brought_is_its_own() -> None:
    a_programme()
    apply_import(by=an_administrator(), at=now(), one=staged(csv_of(a_place())))
    with refused_by("onboarding_brought_once"):
        another(Brought.objects.filter(what="place").get())


@invariant("An import ends once", "onboarding_importend_of_id_*")
def test_an_import_ends_once() -> None:
    a_programme()
    end = drop_import(by=an_administrator(), at=now(), one=staged(csv_of(a_place())))
    with refused_by("onboarding_importend_of_id_key"):
        another(end)


@invariant("An import is undone once, for a reason", "onboarding_undoing_of_id_*", "onboarding_undone_says_why")
def test_an_import_is_undone_once_for_a_reason() -> None:
    a_programme()
    one = staged(csv_of(a_place()))
    apply_import(by=an_administrator(), at=now(), one=one)
    undone = undo_import(by=an_administrator(), at=now(), one=one, reason="a trial")
    with refused_by("onboarding_undoing_of_id_key"):
        another(undone)
    with refused_by("onboarding_undone_says_why"):
        another(undone, reason="")
