"""Messages of E2B(R3): every fact written is read again, valid by the real schema; what is hostile is refused."""

import dataclasses
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from safety.e2b import MOST_BYTES, NotAMessage, faults_of, read_acknowledgement, read_batch, write_batch
from safety.e2b.elements import MAPPING
from safety.facts import Facts
from tests.safety.messages import (
    ENVELOPE,
    INSTANCES,
    SCHEMAS,
    a_full_case,
    an_acknowledgement,
    cases_by_chance,
    with_instances,
    with_schemas,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "e2b.md"
BEGIN, END = "<!-- begin of the mapping -->\n", "<!-- end of the mapping -->\n"


def test_every_fact_is_written_and_read_again() -> None:
    case = a_full_case()
    assert read_batch(write_batch(envelope=ENVELOPE, cases=[case])).cases == (case,)


def test_the_mapping_names_every_fact_of_a_case() -> None:
    """And a full case says all of them, so that the test above leaves none out."""
    for group, elements in MAPPING.items():
        kind = type(_first(a_full_case(), group))
        fields = {one.name for one in dataclasses.fields(kind)} - set(PARTS)
        assert {one.field for one in elements} == fields, group
        assert all(getattr(_first(a_full_case(), group), one.field) for one in elements), group


PARTS = ("reporters", "patient", "parent", "reactions", "tests", "medicines", "assessments", "dosages")


def _first(case: Facts, group: str) -> Any:
    whole = {
        "case": case, "reporter": case.reporters[0], "patient": case.patient, "parent": case.parent,
        "reaction": case.reactions[0], "medicine": case.medicines[0], "dosage": case.medicines[0].dosages[0],
        "assessment": case.assessments[0],
    }  # fmt: skip
    if group == "test":
        return dataclasses.replace(case.tests[0], result=case.tests[1].result)
    return whole[group]


def test_the_page_of_the_mapping_is_printed_from_the_code() -> None:
    rows = ["| element | what it is | fact | where |", "| --- | --- | --- | --- |"]
    for group, elements in MAPPING.items():
        rows += [f"| {one.number} | {one.title} | `{group}.{one.field}` | `{one.path}` |" for one in elements]
    table = "\n".join(rows).replace("h:", "") + "\n"
    text = PAGE.read_text()
    before, _begin, rest = text.partition(BEGIN)
    wanted = before + BEGIN + table + END + rest.partition(END)[2]
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(wanted)
    assert PAGE.read_text() == wanted, "run UPDATE_DOCS=1 pytest tests/safety/test_e2b.py"


def test_cases_by_chance_come_back_as_they_were() -> None:
    cases = cases_by_chance(100, seed=1)
    assert read_batch(write_batch(envelope=ENVELOPE, cases=cases)).cases == tuple(cases)


@with_schemas
def test_a_thousand_cases_are_valid_and_a_message_spoilt_is_not() -> None:
    cases = [a_full_case(), *cases_by_chance(999, seed=2)]
    for at in range(0, len(cases), 100):
        assert faults_of(write_batch(envelope=ENVELOPE, cases=cases[at : at + 100]), folder=SCHEMAS) == []
    spoilt = write_batch(envelope=ENVELOPE, cases=cases[:1]).replace(b"availabilityTime", b"availableTime")
    assert faults_of(spoilt, folder=SCHEMAS)


@with_schemas
def test_an_acknowledgement_as_these_tests_write_it_is_valid() -> None:
    body = an_acknowledgement("BATCH-1", code="AE", case="BE-1", said="CR", words="No sender")
    assert faults_of(body, folder=SCHEMAS, kind="MCCI_IN200101UV01") == []


@with_instances
@pytest.mark.parametrize("path", sorted(Path(INSTANCES or ".").glob("*.xml")), ids=lambda one: one.stem)
def test_a_sample_of_the_authority_is_read_without_loss_of_what_the_mapping_names(path: Path) -> None:
    for case in read_batch(path.read_bytes()).cases:
        assert case.number
        assert case.reactions
        assert case.medicines
        again = write_batch(envelope=ENVELOPE, cases=[case])
        assert read_batch(again).cases == (case,)


def test_an_acknowledgement_is_read() -> None:
    found = read_acknowledgement(an_acknowledgement("B-7", code="AE", case="BE-1", said="CR", words="No sender"))
    assert (found.batch, found.code, found.words) == ("B-7", "AE", "No sender")
    assert [(one.case, one.code, one.words) for one in found.answers] == [("BE-1", "CR", "No sender")]


def test_what_xml_cannot_hold_is_left_out() -> None:
    case = dataclasses.replace(a_full_case(), narrative="A\x00 rash\x0b.\ud800")
    assert read_batch(write_batch(envelope=ENVELOPE, cases=[case])).cases[0].narrative == "A rash."


# --- hostile ---------------------------------------------------------------------------------------------

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "%s">]><l>&b;</l>' % (b"&a;" * 1000)
HOSTILE = {
    "a file named by an entity": b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>',
    "an address named by an entity": b'<!DOCTYPE l [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><l>&x;</l>',
    "a billion laughs": LAUGHS,
    "laughs in another encoding": LAUGHS.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"),
    "a document type of its own": b'<!DOCTYPE l SYSTEM "http://127.0.0.1:9/l.dtd"><l/>',
    "deep nesting": b"<l>" * 100_000 + b"</l>" * 100_000,
    "another encoding than it says": "<?xml version='1.0' encoding='UTF-8'?><l>é</l>".encode("latin-1"),
    "an encoding there is none of": b"<?xml version='1.0' encoding='KLINGON'?><l/>",
    "no XML": b"%PDF-1.7",
    "nothing": b"",
    "no message": b"<l/>",
    "a batch without a case": b'<MCCI_IN200100UV01 xmlns="urn:hl7-org:v3"/>',
    "a file too large": b" " * (MOST_BYTES + 1),
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("read", [read_batch, read_acknowledgement])
def test_what_is_hostile_is_refused_with_a_message(body: bytes, read: object) -> None:
    with pytest.raises(NotAMessage) as refused:
        read(body)  # type: ignore[operator]
    assert len(str(refused.value)) > 20
    assert "root:" not in str(refused.value)


def test_the_control_a_parser_that_trusts_reads_the_file() -> None:
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True)
    found = etree.fromstring(HOSTILE["a file named by an entity"], parser)
    assert "root:" in str(etree.tostring(found, method="text"))


MEASURE = """
import re, sys
from pathlib import Path
import django
django.setup()
from safety.e2b import NotAMessage, read_batch
BODIES = (
    lambda: b'<!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>',
    lambda: b"<l>" * 2_000_000,
    lambda: b"x" * 50_000_000,
)
for body in BODIES:
    try:
        read_batch(body())
    except NotAMessage:
        continue
    sys.exit("taken")
# Not getrusage: it counts what the process held before it became this one, a copy of the tests that started it.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_hostile_files_take_less_than_300_megabytes() -> None:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "ppp_registry.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
    )  # fmt: skip
    assert int(done.stdout.split()[-1]) < 300
