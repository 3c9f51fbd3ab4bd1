"""Every page tells the browser how little it may do, and carries an id that a person can quote."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGE = "/account/login/"


def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(client: Client) -> None:
    policy = client.get(PAGE)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_a_page_closes_what_it_does_not_need(header: str, value: str, client: Client) -> None:
    assert client.get(PAGE)[header] == value


def test_a_page_asks_for_no_device(client: Client) -> None:
    assert "camera=()" in client.get(PAGE)["Permissions-Policy"]


def test_every_answer_has_an_id_of_its_own(client: Client) -> None:
    first, second = client.get(PAGE)["X-Request-ID"], client.get(PAGE)["X-Request-ID"]
    assert len(first) >= 8
    assert first != second


def test_a_proxys_id_is_kept_and_a_forged_one_is_not(client: Client) -> None:
    assert client.get(PAGE, headers={"X-Request-ID": "abcd-1234-efgh"})["X-Request-ID"] == "abcd-1234-efgh"
    assert client.get(PAGE, headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"
