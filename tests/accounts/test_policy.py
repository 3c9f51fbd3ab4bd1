"""Who may open what: role by role and address by address, over HTTP, for the whole URL map."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoDbBlocker

from accounts.acts import ACTS, PATIENT, SYSTEM, carries
from accounts.declare import PUBLIC, act, is_for_systems
from accounts.models import Role
from audit.models import Entry, Outcome
from ppp_registry.urls import urlpatterns as real
from tests.accounts.address_book import Address, House, a_house, addresses, system_addresses
from tests.builders import a_place_for, an_actor, user_of
from tests.printed import check_printed

BOOK = [one for one in addresses() if one.is_ours]
GUARDED = [one for one in BOOK if one.act != PUBLIC]
OF_ALL_PLACES = {Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.SAFETY_OFFICER}
OF_NO_PLACE = {
    "obligations.read",
    "programmes.acknowledge",
    "programmes.learn",
    "programmes.read_drafts",
    "programmes.read_material",
    "programmes.agree_material",
    "programmes.withdraw_material",
    "reports.open_timeline",
    "reports.try_rules",
    "programmes.answer_rules",
}
"""What is a country's or the Union's: another's is tried in tests/obligations, tests/programmes_core, tests/reports."""
NAMES_A_PROGRAMME = "programmes:declare"
"""An address of one's own declaration that names the programme alone."""
NAMING = [
    one
    for one in GUARDED
    if one.keys
    and not ACTS[str(one.act)].roles <= OF_ALL_PLACES
    and one.act not in OF_NO_PLACE
    and one.name != NAMES_A_PROGRAMME
]
OF_THE_REGISTRY = [one for one in GUARDED if one.keys and one not in NAMING]
"""Administrator and programme manager administer every organisation, the safety desk follows every case.

To them nothing is a stranger's.
"""
SYSTEMS = system_addresses()
HEADS = ["address", "act"]
LET_IN = (200, 302, 405)

every_guarded = pytest.mark.parametrize("address", GUARDED, ids=lambda one: one.name)
every_naming = pytest.mark.parametrize("address", NAMING, ids=lambda one: one.name)


def _logged_in(actor: Any) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def in_every_role(house: House) -> dict[str, Client]:
    """Log somebody in for each role; the prescriber, delegate and pharmacist are those of the house."""
    place = user_of(house.scene.prescriber).memberships.get().organisation
    actors = {role: an_actor(role, a_place_for(role)) for role in Role.values}
    actors |= {Role.DELEGATE: an_actor(Role.DELEGATE, place), **house.role}
    return {role: _logged_in(actor) for role, actor in actors.items()}


@dataclass(frozen=True, slots=True)
class Street:
    """Two houses, and somebody of each role who is logged in at the first."""

    house: House
    stranger: House
    clients: dict[str, Client]


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Street]:
    """Furnish two houses for all tests of this module, and take them down after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        house = a_house()
        yield Street(house, a_house(), in_every_role(house))
        transaction.set_rollback(True)


@pytest.mark.django_db
@every_guarded
def test_each_role_opens_exactly_what_its_acts_allow(address: Address, street: Street) -> None:
    """By GET for every role; HEAD, of one who may, is answered as GET is, and OPTIONS opens nothing more than GET."""
    url = address.at(street.house.example(address))
    allowed = {role: carries(role, address.act or "undeclared") for role in street.clients}
    told = {role: client.get(url).status_code for role, client in street.clients.items()}
    assert {role: status for role, status in told.items() if not _fits(status, allowed=allowed[role])} == {}
    for may in {*allowed.values()}:
        role = next(role for role in allowed if allowed[role] is may)
        assert _fits(street.clients[role].options(url).status_code, allowed=may), (role, "OPTIONS")
        assert street.clients[role].head(url).status_code == told[role], (role, "HEAD")


def _fits(status: int, *, allowed: bool) -> bool:
    return status in LET_IN if allowed else status == 403


@pytest.mark.django_db
@every_guarded
def test_nobody_opens_anything_without_logging_in(address: Address) -> None:
    url = address.at({key: uuid4() if key != "kind" else "test" for key in address.keys})
    for response in (Client().get(url), Client().post(url)):
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/account/login/")


@pytest.mark.django_db
@every_naming
def test_another_centres_rows_are_not_there(address: Address, street: Street) -> None:
    """Every address, with all its keys a stranger's, answers as if they had been made up."""
    client = street.clients[_role_of(address)]
    foreign = address.at(street.stranger.example(address))
    unknown = address.at({key: uuid4() if key != "kind" else "test" for key in address.keys})
    for ask in (client.get, client.post):
        theirs, nobodys = ask(foreign), ask(unknown)
        assert theirs.status_code == nobodys.status_code
        assert theirs.status_code in (404, 405)
        assert _plain(theirs) == _plain(nobodys)
    assert 404 in {client.get(foreign).status_code, client.post(foreign).status_code}


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_THE_REGISTRY, ids=lambda one: one.name)
def test_what_is_not_there_is_not_there_for_an_administrator_either(address: Address, street: Street) -> None:
    client = street.clients[next(role for role in street.clients if carries(role, str(address.act)))]
    unknown = address.at({key: uuid4() if key != "kind" else "certification" for key in address.keys})
    answers = {client.get(unknown).status_code, client.post(unknown).status_code}
    assert 404 in answers <= {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [one for one in NAMING if "row_id" in one.keys], ids=lambda one: one.name)
def test_another_patients_row_is_not_there_under_ones_own_patient(address: Address, street: Street) -> None:
    """The patient in the address is one's own and the row is a stranger's: still not there."""
    client = street.clients[_role_of(address)]
    mixed = {**street.house.example(address), "row_id": street.stranger.example(address)["row_id"]}
    answers = {ask(address.at(mixed)).status_code for ask in (client.get, client.post)}
    assert 404 in answers <= {404, 405}


def _role_of(address: Address) -> str:
    if address.name.startswith("pharmacies:"):
        return Role.PHARMACIST
    asked = (Role.PRESCRIBER, Role.DELEGATE, Role.PHARMACIST, Role.AUTHORITY)
    return next(role for role in asked if carries(role, str(address.act)))


def _plain(response: Any) -> bytes:
    """Leave out what differs on every page: the token against forged forms, a nonce."""
    return re.sub(rb'value="[^"]{20,}"', b"", response.content)


@pytest.mark.django_db
def test_a_role_that_ended_yesterday_opens_nothing_today() -> None:
    house = a_house()
    client = _logged_in(house.scene.prescriber)
    assert client.get("/patients/").status_code == 200
    user_of(house.scene.prescriber).memberships.update(valid_until="2020-01-01")
    assert client.get("/patients/")["Location"] == "/context/"


@pytest.mark.django_db
def test_a_refusal_at_the_door_is_written_down() -> None:
    pharmacist = a_house().scene.pharmacist
    assert _logged_in(pharmacist).get("/patients/").status_code == 403
    entry = Entry.objects.filter(outcome=Outcome.REFUSED).latest("at")
    assert (entry.act, entry.actor_id, entry.role) == ("patients.list", pharmacist.user_id, "pharmacist")


# --- views that declare nothing --------------------------------------------------------------------------


def careless(request: HttpRequest) -> HttpResponse:
    """Show everything to everybody: somebody forgot to declare an act."""
    return HttpResponse(f"all patients, to {request.user}")


@act("patients.read")
def careful(request: HttpRequest) -> HttpResponse:
    """Show the same, to those who may."""
    return HttpResponse(f"all patients, to {request.user}")


urlpatterns = [path("careless/", careless), path("careful/", careful), *real]


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [False, True])
def test_a_view_that_declares_no_act_is_refused_to_everybody(*, debug: bool) -> None:
    house = a_house()
    with override_settings(ROOT_URLCONF=__name__, DEBUG=debug):
        for client in in_every_role(house).values():
            assert client.get("/careless/").status_code == 403
        assert Client().get("/careless/").status_code == 302
        assert in_every_role(house)[Role.PRESCRIBER].get("/careful/").status_code == 200
    assert Entry.objects.filter(act="undeclared", outcome=Outcome.REFUSED).count() == len(Role)


def test_every_address_declares_an_act_of_the_registry() -> None:
    assert [one.name for one in [*addresses(), *SYSTEMS] if one.act is None] == []
    assert {one.act for one in [*BOOK, *SYSTEMS]} - {PUBLIC} <= set(ACTS)


def test_what_systems_may_call_is_no_page_and_no_page_is_open_to_systems() -> None:
    assert [one.name for one in addresses() if is_for_systems(one.view)] == []
    open_to_all = [one.name for one in SYSTEMS if not is_for_systems(one.view)]
    assert open_to_all == ["interface:token", "interface:openapi"]
    assert {one.act for one in SYSTEMS if one.name in open_to_all} == {PUBLIC}


# --- the printed policy ----------------------------------------------------------------------------------

HEAD = """# Who may do what

Printed from the code (`UPDATE_DOCS=1 .venv/bin/python -m pytest tests/accounts/test_policy.py -k printed`): the acts
and their roles from `accounts/acts.py`, the addresses from the URL map. A test fails when it is stale, and another
asks every cell of the second table over HTTP. What is not listed is refused: a view that declares no act answers 403,
in production too. A role is held in one organisation for a span of days; which patients it reaches is a matter of
dated grants (`patients/access.py`), and a patient out of reach answers 404, like one who does not exist. The patient
acts on her own page alone, under `/card/`: to the desks it is open to everybody, and behind its own door it asks for
the same acts; a card and a date of birth open it, no log-in does.

"""


def test_the_printed_policy_is_fresh() -> None:
    roles = [(role.value, str(role.label)) for role in Role]
    printed = [_acts(roles), _views(roles), _systems(), _open()]
    check_printed("roles.md", HEAD + "\n".join(printed))


def _acts(roles: list[tuple[str, str]]) -> str:
    lines = [f"| {one.words} | `{name}` | {_marks(all_of(roles), name)} |" for name, one in ACTS.items()]
    return _table("Acts", ["act", "name", *(label for _, label in all_of(roles))], lines)


def all_of(roles: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the roles that people log in with, and the two that nobody does."""
    return [*roles, (PATIENT, "the patient"), (SYSTEM, "the system")]


def _views(roles: list[tuple[str, str]]) -> str:
    lines = [f"| `/{one.route}` | `{one.act}` | {_marks(roles, one.act or '')} |" for one in GUARDED]
    return _table("Addresses", ["address", "act", *(label for _, label in roles)], lines)


def _systems() -> str:
    lines = [f"| `/{one.route}` | {f'`{one.act}`' if one.act != PUBLIC else 'whoever asks'} |" for one in SYSTEMS]
    return _table("For pharmacies' systems: a client's token, and a pharmacist who carries the act", HEADS, lines)


def _open() -> str:
    lines = [
        f"| `/{one.route}` | {'this registry' if one.is_ours else 'library'} |"
        for one in addresses()
        if one.act == PUBLIC
    ]
    return _table("Open to everybody, or guarded by the login library itself", ["address", "whose view"], lines)


def _marks(roles: list[tuple[str, str]], name: str) -> str:
    return " | ".join(_mark(role, name) for role, _ in roles)


def _mark(role: str, name: str) -> str:
    return "yes" if carries(role, name) else "–"


def _table(title: str, heads: list[str], lines: list[str]) -> str:
    return "\n".join([f"## {title}", "", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|", *lines]) + "\n"
