"""A change of the rules from its proposal to its day: in words, by number, by two people and the authorities."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from accounts.actor import Actor
from accounts.models import Kind, Organisation, Role
from accounts.refusals import NotPermitted
from patients.models import Dispensing
from programmes import middleware
from programmes.checks import check_programmes_taken_in
from programmes.in_force import keep_up, programmes, read_anew
from programmes.middleware import AgreedRules, keep_up_when_due
from programmes.models import ProgrammeVersion, RuleAnswer, RuleInForce, RuleProposal
from reports.proposing import answer_rules, propose_rules
from reports.refusals import HowManyWanted, NotProposedTwice, RulesNotPossible
from rulebook import Programme, judge, parse_question
from tests.builders import an_actor, an_organisation, now, user_of
from tests.programmes.kits import a_manager, an_assessor
from tests.reports.test_rules_page import NO_IMPLANT, WINDOW, a_file, served

pytestmark = pytest.mark.django_db

WHY = "The authority asked for it."
DAY = dt.timedelta(days=1)
TWO_DAYS = (WINDOW[0], "window_days = 2 ")
"""Another window, in which a test of today still stands when the rules of these tests begin."""


@pytest.fixture(autouse=True)
def _own_law() -> Iterator[None]:
    """Leave the other tests the shipped law."""
    yield
    read_anew()


def later() -> dt.date:
    """Give the day from which the tests' rules hold: not tomorrow, which may come within the hour."""
    return now().date() + 2 * DAY


def a_proposal(*changes: tuple[str, str], by: Actor | None = None, refused: int | None = None) -> RuleProposal:
    """Propose the European file with some words of it exchanged, from a later day."""
    text = a_file(*(changes or (WINDOW,)), begins=later())
    return propose_rules(by=by or a_manager(), at=now(), text=text, why=WHY, refused=refused)


def answered(one: RuleProposal, by: Actor, **said: Any) -> RuleAnswer:
    """Answer it, with yes unless a test says otherwise."""
    facts: dict[str, Any] = {"agreed": True, "why": "", "refused": None}
    return answer_rules(by=by, at=now(), proposal=one, **facts | said)


def _late(day: dt.date) -> dt.datetime:
    """Give half past eleven in the evening of a day, where the programme counts it."""
    return dt.datetime.combine(day, dt.time(23, 30), now().tzinfo)


def _rules(programme_id: str, day: dt.date) -> Programme:
    found = programmes().in_force(programme_id, day)
    assert found is not None
    return found


def test_with_the_last_agreement_it_holds_from_its_day_and_not_before() -> None:
    one = a_proposal()
    answered(one, a_manager())
    assert not RuleInForce.objects.exists()
    answered(one, an_assessor())
    assert RuleInForce.objects.get().version.sha256 == one.sha256
    keep_up()
    today = now().date()
    assert [_rules("pomalidomide-eu", day).test.window_days for day in (today, later())] == [3, 1]  # type: ignore[union-attr]  # it has tests
    assert _rules("pomalidomide-de", later()).test.window_days == 1  # type: ignore[union-attr]  # it has tests
    assert check_programmes_taken_in(databases=["default"]) == []


def test_old_versions_still_judge_what_is_asked_of_earlier_days() -> None:
    served()
    kept = Dispensing.objects.get().verdict
    assert judge(parse_question(kept.facts), programmes()).reasons == ()
    one = a_proposal(NO_IMPLANT, refused=1)
    answered(one, a_manager(), refused=1)
    answered(one, an_assessor(), refused=1)
    keep_up()
    assert judge(parse_question(kept.facts), programmes()).reasons == ()
    assert "implant" not in _rules("pomalidomide-eu", later()).contraception.accepted  # type: ignore[union-attr]  # it has methods


def test_a_file_that_would_lock_out_patients_says_how_many_before_it_is_proposed_or_agreed_to() -> None:
    served()
    with pytest.raises(HowManyWanted, match="at least: 1"):
        a_proposal(NO_IMPLANT)
    one = a_proposal(NO_IMPLANT, refused=1)
    assert (one.refused, one.countries) == (1, [])
    with pytest.raises(HowManyWanted, match="at least: 1"):
        answered(one, a_manager())
    assert answered(one, a_manager(), refused=1).refused == 1
    with pytest.raises(HowManyWanted):
        answered(one, an_assessor(), refused=0)
    assert answered(one, an_assessor("DE")).refused == 0  # none of its treatments run in Germany
    assert RuleInForce.objects.filter(proposal=one).exists()


def test_the_authority_of_every_country_with_patients_agrees() -> None:
    an_organisation(Kind.AUTHORITY, country="BE")
    served()
    one = a_proposal(TWO_DAYS)
    assert one.countries == ["BE"]
    answered(one, a_manager())
    with pytest.raises(NotProposedTwice, match="does not wait for your answer"):
        answered(one, an_assessor("DE"))
    answered(one, an_assessor("BE"))
    assert RuleInForce.objects.exists()


def test_who_proposed_does_not_agree_and_a_no_ends_it() -> None:
    by = a_manager()
    one = a_proposal(by=by)
    with pytest.raises(NotProposedTwice, match="You proposed this yourself"):
        answered(one, by)
    with pytest.raises(NotProposedTwice, match="waits already"):
        a_proposal()
    with pytest.raises(RulesNotPossible, match="Say why"):
        answered(one, an_assessor(), agreed=False)
    answered(one, an_assessor(), agreed=False, why="Not with us.")
    with pytest.raises(NotProposedTwice):
        answered(one, a_manager())
    assert not ProgrammeVersion.objects.filter(valid_from=later()).exists()
    a_proposal()
    with pytest.raises(NotPermitted):
        a_proposal(by=an_assessor())


def test_a_day_that_came_and_rules_that_stay_are_refused() -> None:
    one = a_proposal()
    with pytest.raises(RulesNotPossible, match="that day has come"):
        answer_rules(by=a_manager(), at=_late(later()), proposal=one, agreed=True, why="", refused=None)
    with pytest.raises(RulesNotPossible, match="comes within the hour"):
        answer_rules(by=a_manager(), at=_late(later()) - DAY, proposal=one, agreed=True, why="", refused=None)
    with pytest.raises(RulesNotPossible, match="that day has come"):
        propose_rules(by=a_manager(), at=now(), text=a_file(WINDOW, begins=now().date()), why=WHY, refused=None)
    with pytest.raises(RulesNotPossible, match="Mend the file"):
        propose_rules(by=a_manager(), at=now(), text="id = 3", why=WHY, refused=None)


def test_a_process_reads_what_was_agreed_before_it_answers(
    settings: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = a_proposal()
    answered(one, a_manager())
    answered(one, an_assessor())
    seen: list[int] = []
    law = AgreedRules(lambda request: seen.append(len(programmes().versions("pomalidomide-eu"))) or None)  # type: ignore[arg-type, func-returns-value, return-value]  # the test's own answer
    request = RequestFactory().get("/")
    law(request)
    monkeypatch.setattr(middleware._Last, "read", None)
    settings.RULES_READ_SECONDS = 60
    law(request)
    with django_assert_num_queries(0):  # read a moment ago: not asked again
        law(request)
    assert seen == [seen[0], seen[0] + 1, seen[0] + 1]


def test_what_was_agreed_and_cannot_be_read_lets_no_older_version_judge(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RULES_READ_SECONDS = 60
    monkeypatch.setattr(middleware._Last, "read", None)
    assert programmes().versions("pomalidomide-eu")
    with connection.execute_wrapper(_gone):
        keep_up_when_due()  # told in the log; the process goes on
        with pytest.raises(OperationalError):
            programmes()
    assert programmes().versions("pomalidomide-eu")


def _gone(*_: Any) -> Any:
    raise OperationalError("the server closed the connection")


def test_the_pages_from_proposal_to_agreement() -> None:
    served()
    office, second, authority = (Client() for _one in range(3))
    for client, actor in ((office, a_manager()), (second, a_manager()), (authority, an_assessor())):
        client.force_login(user_of(actor))
    sent = {"nonce": str(uuid4()), "text": a_file(NO_IMPLANT, begins=later()), "why": WHY}
    page = "/figures/rules/proposed/new/"
    assert authority.get(page).status_code == 403
    shown = office.post(page, sent)
    assert shown.status_code == 422
    assert "Running treatments that would be refused, at least: 1." in shown.content.decode()
    assert "Rules that would be others" in shown.content.decode()
    broken = office.post(page, sent | {"text": sent["text"].replace("[test]", "[test")})
    assert "expected TOML" in broken.content.decode()
    address = office.post(page, sent | {"refused": "1"})["Location"]
    assert office.post(page, sent | {"refused": "1"})["Location"] == address  # the same form twice is one proposal
    for client in (second, authority):
        told = client.get(address).content.decode()
        assert "Running treatments that would be refused, at least: 1." in told
        assert "Record my answer" in told
        no_number = client.post(f"{address}answer/", {"nonce": str(uuid4()), "agreed": "yes"})
        assert no_number.status_code == 422
        done = client.post(f"{address}answer/", {"nonce": str(uuid4()), "agreed": "yes", "refused": "1"})
        assert done["Location"] == address
    assert RuleInForce.objects.exists()
    assert "Record my answer" not in authority.get(address).content.decode()
    assert address in authority.get("/figures/rules/proposed/").content.decode()
    pharmacist = Client()
    place: Organisation = an_organisation(Kind.PHARMACY)
    pharmacist.force_login(user_of(an_actor(Role.PHARMACIST, place)))
    assert pharmacist.get(address).status_code == 403
