"""Help by telephone, the help page and the accessibility statement on every page; closed for a while; no side door."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, get_resolver

from accounts.acts import ACTS, carries
from accounts.models import Role
from patients.models import Record
from tests.accounts.address_book import House, a_house, addresses
from tests.accounts.test_policy import in_every_role

pytestmark = pytest.mark.django_db

HTML = "text/html"


@pytest.fixture
def house() -> House:
    return a_house()


def test_every_page_of_the_url_map_has_telephone_help_and_accessibility_statement(house: House) -> None:
    clients, seen, without = in_every_role(house), set(), []
    for address in addresses():
        if not address.is_ours and not address.name.startswith(("account_", "mfa_")):
            continue
        try:
            url = address.at(house.example(address))
        except (KeyError, NoReverseMatch):  # a library's address whose keys only a mail knows
            continue
        who_may = next((role for role in clients if address.act in ACTS and carries(role, str(address.act))), None)
        for client in (Client(), clients[who_may or Role.ADMINISTRATOR], clients[Role.AUTHORITY]):
            answer = client.get(url)
            if "attachment" in answer.headers.get("Content-Disposition", ""):
                continue  # a file to keep is no page of the registry
            if answer.headers.get("Content-Type", "").startswith(HTML) and answer.status_code not in (301, 302, 405):
                page = answer.content.decode()
                seen.add(address.name)
                header, footer = page.partition("<main")[0], page.rpartition("</main>")[2]
                if not ('href="tel:' in header and 'href="/help/"' in header and 'href="/accessibility/"' in footer):
                    without.append((address.name, answer.status_code))
    assert without == []
    assert len(seen) > 60


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500, 503])
def test_the_pages_for_faults_have_them_too(status: int) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{status}.html")
    for words in ('href="tel:', 'href="/help/"', 'href="/accessibility/"'):
        assert words in page


# --- closed for a while --------------------------------------------------------------------------------------


@pytest.fixture
def closed(settings: Any, tmp_path: Path) -> None:
    settings.MAINTENANCE_FILE = tmp_path / "folder" / "closed"
    call_command("maintenance", "on")


def test_while_closed_everybody_gets_the_page_and_a_moment_to_come_back(closed: None) -> None:
    for path in ("/", "/account/login/", "/patients/", "/nowhere/"):
        answer = Client().get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "600")
        assert "closed for a short while" in answer.content.decode()


def test_while_closed_the_counter_says_cannot_confirm_and_what_to_do(closed: None) -> None:
    for answer in (Client().get("/counter/"), Client().post("/counter/", {"number": "7K3M9QXT4HX7"})):
        assert answer.status_code == 503
        page = answer.content.decode()
        assert "CANNOT CONFIRM" in page
        assert "Do not hand over the capsules" in page


def test_the_watchman_is_answered_and_opening_again_is_one_command(closed: None) -> None:
    assert Client().get("/health/").status_code == 200
    call_command("maintenance", "off")
    call_command("maintenance", "off")
    assert Client().get("/help/").status_code == 200


def test_a_setting_closes_it_too(settings: Any) -> None:
    settings.MAINTENANCE = True
    assert Client().get("/help/").status_code == 503


# --- no side door -----------------------------------------------------------------------------------------------


def test_there_is_no_admin_site_and_so_no_clinical_model_in_it() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert not [name for name in get_resolver().reverse_dict if str(name).startswith("admin")]
    clinical = {model for model in apps.get_models() if issubclass(model, Record)}
    assert clinical  # the control: there are such models


def test_nobody_who_administers_opens_a_patients_page(house: House) -> None:
    client = in_every_role(house)[Role.ADMINISTRATOR]
    for address in addresses():
        if address.name.startswith(("prescribers:", "pharmacies:", "safety:", "reports:")):
            assert client.get(address.at(house.example(address))).status_code == 403, address.name
