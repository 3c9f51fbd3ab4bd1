"""Logs hold ids and codes, and neither card numbers nor secrets, however they got there."""

import io
import json
import logging
from typing import Any

import pytest
import structlog
from django.conf import settings

CARD = "7K3M-0Q9X-ZT4B"


@pytest.fixture
def written() -> Any:
    """Catch what the registry's own handler writes."""
    from django.utils.module_loading import import_string

    described = dict(settings.LOGGING["formatters"]["json"])
    formatter = described.pop("()")
    formatter = import_string(formatter) if isinstance(formatter, str) else formatter
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(**described))
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: json.loads(stream.getvalue())
    logger.removeHandler(handler)


log = structlog.get_logger("tests.logs")


@pytest.mark.parametrize(
    "text",
    [
        f"no card {CARD} here",
        CARD,
        CARD.lower(),
        CARD.replace("-", " "),
        CARD.replace("-", ""),
        CARD.replace("-", "").lower(),
    ],
)
def test_a_card_number_is_taken_out_of_every_text(text: str, written: Any) -> None:
    log.info("checked", detail=text, nested={"list": [text]})
    assert CARD.lower().split("-")[0] not in json.dumps(written()).lower()


@pytest.mark.parametrize("tail", [".ics", ".ics?x=1", "/", "-and-more"])
def test_the_secret_address_of_a_feed_is_taken_out_of_every_text(tail: str, written: Any) -> None:
    secret = "kq3_Zr-0aB" * 4
    log.warning("Not Found: /feed/%s%s", secret, tail, path=f"https://registry.example/feed/{secret}{tail}")
    assert secret not in json.dumps(written())
    assert "/feed/[removed]" in json.dumps(written())


def test_the_secret_address_of_receipts_is_taken_out_with_all_that_is_told_there(written: Any) -> None:
    secret = "kq3_Zr-0aB" * 4
    log.warning("Not Found: /receipts/%s/?to=32470123456", secret, path=f"/receipts/{secret}/?to=32470123456")
    line = json.dumps(written())
    assert secret not in line
    assert "32470123456" not in line
    assert "/receipts/[removed]" in line


def test_a_card_number_is_taken_out_of_the_standard_librarys_lines_and_of_tracebacks(written: Any) -> None:
    try:
        raise ValueError(CARD)
    except ValueError:
        logging.getLogger("tests.logs").exception("refused %s", CARD)
    assert CARD not in json.dumps(written())
    assert "ValueError" in json.dumps(written())


@pytest.mark.parametrize("name", ["password", "token", "csrfmiddlewaretoken", "Cookie", "card_number", "otp"])
def test_what_is_named_like_a_secret_is_not_written(name: str, written: Any) -> None:
    log.info("sent", form={name: "hunter2"}, **{name: "hunter2"})
    assert "hunter2" not in json.dumps(written())


def test_ids_stay_readable(written: Any) -> None:
    key = "550e8400-e29b-41d4-a716-446655440000"
    log.info("opened", patient=key)
    assert written()["patient"] == key


def test_words_stay_readable(written: Any) -> None:
    log.info("task send what is due")
    assert written()["event"] == "task send what is due"


def test_a_forged_line_stays_one_line(written: Any) -> None:
    log.info("searched", text="x\n2026-01-01 MAY BE DISPENSED")
    assert written()["text"].startswith("x\n")


def test_a_row_that_the_database_refused_is_not_written(written: Any) -> None:
    try:
        raise ValueError("violates a constraint\nDETAIL:  Failing row contains (1, M\u00fcller, 1982-11-03).")
    except ValueError:
        logging.getLogger("tests.logs").exception("refused")
    line = json.dumps(written(), ensure_ascii=False)
    assert "M\u00fcller" not in line
    assert "violates a constraint" in line
