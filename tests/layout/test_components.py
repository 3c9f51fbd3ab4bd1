"""The components, drawn on their own: what they say, and that they escape what they are given."""

import re
from types import SimpleNamespace as Sample
from typing import Any

import pytest
from django.template.loader import render_to_string

HOSTILE = "<script>alert(1)</script>"


def draw(name: str, **context: Any) -> str:
    return render_to_string(f"components/{name}.html", context)


WORDS = {"yes": "YES – dispense", "no": "NO – do not dispense", "wait": "CANNOT CONFIRM – do not dispense yet"}


@pytest.mark.parametrize("kind", WORDS)
def test_a_verdict_begins_with_the_word_that_differs_and_is_read_out(kind: str) -> None:
    drawn = draw("verdict_panel", kind=kind, line="Up to 21 capsules")
    assert f"<h1>{WORDS[kind]}</h1>" in drawn
    assert 'role="alert"' in drawn
    assert "Up to 21 capsules" in drawn


def test_the_three_verdicts_differ_in_shape_and_class_too() -> None:
    drawn = [draw("verdict_panel", kind=kind) for kind in WORDS]
    shapes = {re.search(r'<path[^>]* d="([^"]+)"', panel).group(1) for panel in drawn}  # type: ignore[union-attr]
    assert len(shapes) == 3
    assert len({re.search(r'class="(verdict [^"]+)"', panel).group(1) for panel in drawn}) == 3  # type: ignore[union-attr]


def test_a_verdict_of_no_known_kind_is_never_a_yes() -> None:
    assert "CANNOT CONFIRM" in draw("verdict_panel", kind="maybe")
    assert "CANNOT CONFIRM" in draw("verdict_panel")


def test_cannot_confirm_says_what_to_do_and_whom_to_call(settings: Any) -> None:
    settings.HELP_TELEPHONE = "+34 900 000 000"
    drawn = draw("cannot_confirm", retry_url="/counter/")
    assert "Do not hand over the capsules" in drawn
    assert 'href="tel:+34900000000"' in drawn
    assert 'href="/counter/"' in drawn


def test_a_reason_names_its_remedy_who_can_do_it_from_when_and_its_source() -> None:
    reason = Sample(
        text="No test", remedy="Test again", who="the prescriber", from_when="today", source="EMA", code="test_missing"
    )
    drawn = draw("reason_list", reasons=[reason])
    for word in ("No test", "Test again", "the prescriber", "today", "EMA", "test_missing"):
        assert word in drawn


def test_a_task_that_cannot_start_yet_is_no_link() -> None:
    tasks = [
        Sample(label="Record the test", url="/test/", state="Not started", tone="open", hint=""),
        Sample(label="Issue the card", url="", state="Cannot start yet", tone="", hint="From 10 December 2026"),
    ]
    drawn = draw("task_list", groups=[Sample(title="Ready", tasks=tasks)])
    assert drawn.count("<a ") == 1
    assert "From 10 December 2026" in drawn


def test_a_summary_repeats_what_each_change_link_changes() -> None:
    drawn = draw("summary_list", rows=[Sample(label="Name", value="García", change_url="/name/")])
    assert "Change<span" in drawn
    assert drawn.count("Name") == 2


def test_the_summary_of_errors_is_read_out_and_takes_the_focus() -> None:
    drawn = draw("error_summary", errors=[Sample(text="Fill it in", href="#id_name")])
    assert 'role="alert"' in drawn
    assert "autofocus" in drawn
    assert '<a href="#id_name">Fill it in</a>' in drawn
    assert draw("error_summary", errors=[]).strip() == ""


def test_a_table_repeats_its_labels_for_narrow_screens() -> None:
    cells = [
        Sample(text="García", label="", url="/p/", hidden_text="", tag_tone="", number=False, numeric=False),
        Sample(text="Due", label="Status", url="", hidden_text="", tag_tone="wait", number=False, numeric=False),
    ]
    drawn = draw("table", caption="Patients", columns=[Sample(label="Patient", numeric=False)], rows=[{"cells": cells}])
    assert '<span class="cell-label" aria-hidden="true">Status</span>' in drawn
    assert drawn.count('role="rowheader"') == 1


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("verdict_panel", {"kind": "yes", "line": HOSTILE}),
        ("notice", {"text": HOSTILE, "title": HOSTILE}),
        ("confirmation", {"title": HOSTILE, "line": HOSTILE, "number": HOSTILE}),
        ("empty", {"title": HOSTILE, "text": HOSTILE, "url": "/", "label": HOSTILE}),
        ("tag", {"text": HOSTILE}),
        ("do_dont", {"dos": [HOSTILE], "donts": [HOSTILE]}),
        ("patient_banner", {"patient": {"name": HOSTILE, "born": HOSTILE, "category": HOSTILE, "state": HOSTILE}}),
        ("summary_list", {"rows": [{"label": HOSTILE, "value": HOSTILE, "change_url": "/"}]}),
        ("reason_list", {"reasons": [{"text": HOSTILE, "remedy": HOSTILE, "who": HOSTILE, "code": HOSTILE}]}),
    ],
)
def test_a_component_escapes_what_it_is_given(name: str, context: dict[str, Any]) -> None:
    drawn = draw(name, **context)
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
