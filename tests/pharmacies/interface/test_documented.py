"""docs/interface.md does what it says, line by line, and docs/openapi.json is what is served."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.client_secrets import new_secret
from accounts.models import Organisation
from foundation.checksymbols import format_number
from patients.models import CapsuleReturn, Dispensing
from pharmacies.interface.entrance_views import document
from pharmacies.interface.urls import urlpatterns
from tests.builders import a_woman_ready_for_dispensing, user_of
from tests.pharmacies.interface.caller import a_client
from tests.printed import DOCS, check_printed
from tests.server import serve


def _said(printed: str) -> Iterator[dict[str, object]]:
    """Read the objects that the lines print, one behind the other."""
    reader = json.JSONDecoder()
    for found in re.finditer(r"^\{", printed, re.MULTILINE):
        yield reader.raw_decode(printed, found.start())[0]


@pytest.mark.django_db(transaction=True)
def test_the_worked_example_works_as_it_is_written() -> None:
    missing = [one for one in ("bash", "curl", "jq") if shutil.which(one) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"there is no {missing[0]} on this machine")
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", (DOCS / "interface.md").read_text(), re.DOTALL))
    scene, secret = a_woman_ready_for_dispensing(), new_secret()
    client = a_client(Organisation.objects.get(id=scene.pharmacist.place_id), secret=secret)
    with serve() as server:
        known = {
            "REGISTRY": f"http://127.0.0.1:{server.port}",
            "CLIENT": str(client.id),
            "SECRET": secret,
            "PHARMACIST": user_of(scene.pharmacist).email,
            "CARD": format_number(scene.card.number),
        }
        told = subprocess.run(
            ["bash", "-eu", "-c", lines],
            env=os.environ | known,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    check, given, back, out = _said(told.stdout)
    assert (check["dispense"], check["reasons"]) == (True, [])
    assert (given["dispense"], given["capsules"], given["left"]) == (True, 7, 14)
    assert "the same answer" in told.stdout
    assert (back["number"], back["capsules"]) == (given["number"], 7)
    assert out["supplies"] == []
    assert Dispensing.objects.get().capsules == CapsuleReturn.objects.get().capsules == 7


def test_the_document_that_is_served_is_the_one_that_is_kept() -> None:
    assert len(urlpatterns) == len(document()["paths"]) + 1
    check_printed("openapi.json", json.dumps(document(), indent=2) + "\n")


@pytest.mark.django_db
def test_the_document_is_open_to_whoever_asks() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, json.loads(answer.content)["openapi"]) == (200, "3.1.0")


def test_every_endpoint_of_the_document_but_the_token_wants_one() -> None:
    for path, one in document()["paths"].items():
        wanted: list[dict[str, list[str]]] = [{"Basic": []}] if path.endswith("/token") else [{"ByToken": []}]
        assert one["post"]["security"] == wanted, path


def test_every_address_of_the_page_is_one_of_the_interface() -> None:
    named = set(re.findall(r"/api/v1/[a-z.-]+", (DOCS / "interface.md").read_text()))
    assert named == {*document()["paths"], "/api/v1/openapi.json"}
