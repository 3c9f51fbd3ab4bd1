"""The frame of every page: who acts, help, the way out, the title; and the pages for faults."""

from typing import Any

import pytest
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from accounts.actor import Actor
from foundation.forms import NameField, RegistryForm

DOCTOR = Actor(
    user_id=None,
    name="Ysolde Yáñez",
    role="prescriber",
    role_label="Prescriber",
    organisation_id=None,
    organisation_name="Hospital La Paz",
    country="ES",
)


class NameForm(RegistryForm):
    """One field."""

    name = NameField(label="Name")


def page(template: str = "layouts/base.html", **context: Any) -> str:
    return render_to_string(template, context, request=RequestFactory().get("/"))


def test_the_header_says_who_acts_for_whom_and_where_to_find_help(settings: Any) -> None:
    settings.HELP_TELEPHONE = "+34 900 000 000"
    shown = page(actor=DOCTOR)
    for word in ("Ysolde Yáñez", "Prescriber", "Hospital La Paz", "ES", "tel:+34900000000", 'href="/help/"'):
        assert word in shown


def test_one_logs_out_by_post() -> None:
    shown = page(actor=DOCTOR)
    assert '<form method="post" action="/account/logout/">' in shown
    assert 'href="/account/logout/"' not in shown


def test_who_is_not_logged_in_is_not_greeted() -> None:
    assert "Log out" not in page(actor=None)


def test_a_way_to_skip_to_the_content_comes_first() -> None:
    shown = page()
    assert shown.index('href="#main"') < shown.index("<header>")
    assert 'id="main"' in shown


def test_the_demonstration_says_so_and_leads_to_its_mail() -> None:
    assert 'href="/demo/mailbox/"' in page(DEMO=True)
    assert 'href="/demo/mailbox/"' not in page(DEMO=False)


def test_a_message_is_shown_with_its_tone() -> None:
    assert "notice-no" in page(messages=[Message(40, "Stopped")])


def test_the_title_tells_of_errors_before_anything_else() -> None:
    refused, fresh = NameForm({}), NameForm()
    assert "<title>Error: " in page("layouts/task.html", form=refused)
    assert "<title>Error: " not in page("layouts/task.html", form=fresh)


def test_a_task_page_has_one_heading_its_summary_and_one_form_with_its_token() -> None:
    shown = page("layouts/task.html", form=NameForm({}), back_url="/back/", back_label="")
    assert shown.count("<h1") == 1
    assert 'href="#id_name"' in shown
    assert shown.count("csrfmiddlewaretoken") == 1 + shown.count('action="/language/"')
    assert 'href="/back/"' in shown


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "500", "503", "maintenance"])
def test_a_page_for_a_fault_needs_nothing_and_says_what_to_do(name: str, settings: Any) -> None:
    settings.HELP_TELEPHONE = "+34 900 000 000"
    shown = render_to_string(f"{name}.html")
    assert shown.count("<h1>") == 1
    assert "tel:+34900000000" in shown
    assert "Traceback" not in shown


def test_an_empty_log_in_says_what_to_fill_in(client: Client, db: None) -> None:
    shown = client.post("/account/login/", {}).content.decode()
    assert "<title>Error: Log in" in shown
    assert "“Email” is empty. Fill it in." in shown
    assert "“Password” is empty. Fill it in." in shown
    assert 'href="#id_login"' in shown
