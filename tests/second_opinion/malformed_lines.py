"""Every way in which a line can be malformed, made from one good line that has every key of the specification."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

Path = tuple[str | int, ...]

GOOD: dict[str, Any] = {
    "case": "good", "programme": "pomalidomide-eu", "on": "2026-03-14", "prescription": "rx2", "capsules": 21,
    "card": "k1", "ask": "dispense",
    "patient": {"birth_date": "1990-05-02", "enrolled_on": "2026-01-10", "withdrawn_on": None},
    "stops": [{"from": "2026-02-20", "until": "2026-03-01"}],
    "categories": [
        {"assessed_on": "2026-01-10", "category": "childbearing", "criterion": None, "specialist_confirmed": False}
    ],
    "agreements": [{"signed_on": "2026-01-10", "category": "childbearing"}],
    "cards": [{"id": "k1", "issued_on": "2026-01-10", "revoked_on": None}],
    "contraception": [
        {"method": "implant", "started_on": "2026-01-05", "ended_on": None, "valid_until": "2029-01-04",
         "confirmed": True, "confirmed_on": ["2026-02-01"]}
    ],
    "tests": [
        {"sampled_on": "2026-03-12", "result": "negative", "sensitivity_miu_ml": 25, "supervised": True}
    ],
    "pregnancies": [{"suspected_on": "2026-01-20", "resolved_on": "2026-01-27"}],
    "treatment": {
        "started_on": "2026-02-10", "ended_on": None, "disease": "multiple_myeloma", "partners": ["dexamethasone"],
        "prior_regimens": [["lenalidomide", "dexamethasone"]], "progressed_on_last": True,
    },
    "prescriber": {"certified": [{"from": "2025-11-01", "until": None}]},
    "pharmacy": {"registered": [{"from": "2025-06-01", "until": None}]},
    "prescriptions": [
        {"id": "rx2", "prescribed_on": "2026-03-13", "days_supply": 28, "capsules": 21, "strength_mg": 4,
         "daily_dose_mg": 4, "cycle_days": 28, "intake_days": 21, "cancelled_on": None}
    ],
    "dispensings": [
        {"prescription": "rx1", "dispensed_on": "2026-02-10", "capsules": 21, "days": 28, "returned_on": None}
    ],
}  # fmt: skip
RX = GOOD["prescriptions"][0]

NO_DATE: tuple[Any, ...] = (
    "2026-2-03", "20260203", "2026-02-30", "2026-W05-1", "03.02.2026", "2026-02-03T00:00:00", "", " 2026-02-03",
    "２０２６-02-03", "0000-01-01", "2026-02-03\n", "10000-01-01", "-026-02-03", 20260203, True, [], {},
)  # fmt: skip
NO_NUMBER: tuple[Any, ...] = (-1, -0.5, float("nan"), float("inf"), float("-inf"), "4", True, [], {})
NO_COUNT = (*NO_NUMBER, 1.5)
NO_TEXT: tuple[Any, ...] = (5, 5.5, True, [], {})
NO_TRUTH: tuple[Any, ...] = ("true", "", 0, 1, [], {})
NO_LIST: tuple[Any, ...] = (None, {}, "", 0, True)
NO_WORD = ("Negative", "none", "", *NO_TEXT)

WRONG: dict[str, tuple[Any, ...]] = (
    dict.fromkeys(
        (
            "on", "birth_date", "enrolled_on", "withdrawn_on", "from", "until", "assessed_on", "signed_on",
            "issued_on", "revoked_on", "started_on", "ended_on", "valid_until", "sampled_on", "suspected_on",
            "resolved_on", "prescribed_on", "cancelled_on", "dispensed_on", "returned_on",
        ), NO_DATE,
    )
    | dict.fromkeys(("days_supply", "capsules", "days", "intake_days"), NO_COUNT)
    | {"cycle_days": (*NO_COUNT, 0), "strength_mg": (*NO_NUMBER, 0, 0.0, -0.0), "daily_dose_mg": NO_NUMBER}
    | {"sensitivity_miu_ml": (*NO_NUMBER, 0)}
    | dict.fromkeys(("case", "programme", "prescription", "card", "id", "disease", "criterion"), NO_TEXT)
    | dict.fromkeys(("category", "method", "result", "ask"), NO_WORD)
    | dict.fromkeys(("specialist_confirmed", "confirmed", "supervised", "progressed_on_last"), NO_TRUTH)
    | dict.fromkeys(
        (
            "stops", "categories", "agreements", "cards", "contraception", "tests", "pregnancies", "prescriptions",
            "dispensings", "certified", "registered",
        ), (*NO_LIST, [None], ["2026-01-01"], [[]]),
    )
    | {"confirmed_on": (*NO_LIST, [None], [5], ["2026-02-30"])}
    | {"partners": ({}, "dexamethasone", 0, True, [None], [5], [["dexamethasone"]])}
    | {"prior_regimens": ({}, "", ["lenalidomide"], [None], [[None]], [[5]], [["lenalidomide"], {}])}
    | dict.fromkeys(("patient", "treatment", "prescriber", "pharmacy"), ([], "", 0, True, [None]))
)  # fmt: skip
REQUIRED = {
    "case", "programme", "on", "prescriptions", "from", "assessed_on", "category", "signed_on", "issued_on", "method",
    "sampled_on", "result", "suspected_on", "prescribed_on", "days_supply", "capsules", "prescription", "dispensed_on",
}  # fmt: skip


def malformed() -> Iterator[tuple[str, bytes]]:
    """Yield what is wrong and the line that has it wrong."""
    for path in paths(GOOD):
        name = ".".join(str(step) for step in path)
        for value in WRONG.get(str(path[-1]), ()):
            yield f"{name} = {value!r}", with_value(path, value)
        if is_required(path):
            yield f"{name} = None", with_value(path, None)
            yield f"no {name}", line(lambda part, key: part.pop(key), path)
    for path in objects(GOOD):
        name = ".".join(str(step) for step in path)
        yield f"{name} has an unknown key", line(lambda part, key: part[key].update(colour="red"), path)
        yield f"{name} has a repeated key", repeated(path)
    yield "an unknown programme", replaced(programme="pomalidomide")
    yield "a path for a programme", replaced(programme="../pomalidomide-eu")
    yield "no version on that day", replaced(prescriptions=[RX | {"prescribed_on": "2013-08-04"}])
    yield "a prescription that is not in the list", replaced(prescription="rx1")
    yield "a prescription that is in the list twice", replaced(prescriptions=[RX, RX])
    yield "prescribe on another day", replaced(ask="prescribe")
    yield "no capsule asked for", replaced(capsules=0)
    yield from ((f"{raw[:30]!r}…", raw) for raw in NO_OBJECTS)


def is_required(path: Path) -> bool:
    """Tell whether the key at the end of a path must be there."""
    return path[-1] in REQUIRED or path in {
        ("treatment", "started_on"),
        ("contraception", 0, "started_on"),
        ("prescriptions", 0, "id"),
    }


def with_value(path: Path, value: Any) -> bytes:
    """Return the good line with another value at one place."""
    return line(lambda part, key: part.update({key: value}), path)


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    """Yield the way to every key of the good line."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        if isinstance(value, dict):
            yield (*above, step)
        yield from paths(part, (*above, step))


def objects(value: Any, above: Path = ("line",)) -> Iterator[Path]:
    """Yield the way to every object of the good line, the line itself among them."""
    if isinstance(value, dict):
        yield above
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        yield from objects(part, (*above, step))


def line(change: Callable[[Any, Any], Any], path: Path) -> bytes:
    """Return the good line with a change at one place."""
    whole: Any = {"line": deepcopy(GOOD)}
    part = whole
    steps = path if path[0] == "line" else ("line", *path)
    for step in steps[:-1]:
        part = part[step]
    change(part, steps[-1])
    return json.dumps(whole["line"]).encode()


def replaced(**other: Any) -> bytes:
    """Return the good line with other values at its top."""
    return json.dumps(GOOD | other).encode()


def repeated(path: Path) -> bytes:
    """Return the good line with the first key of one object there twice."""
    text = line(lambda part, key: part.__setitem__(key, {"again": 0, **part[key]}), path).decode()
    start = text.index('"again": 0, ') + len('"again": 0, ')
    _, end = json.JSONDecoder().raw_decode(text, text.index(": ", start) + 2)
    return text.replace('"again": 0', text[start:end]).encode()


_TEXT = json.dumps(GOOD).encode()
NO_OBJECTS = (
    b"", b" ", b"\t", b"null", b"true", b"1", b"[]", b'"case"', b"{", b"}", b"{}", b"{}{}", b"[" * 100_000,
    b'{"case":' * 50_000, b"\x00", b"\xff\xfe\x00", b"\xef\xbb\xbf" + _TEXT, _TEXT + b"x", _TEXT[:-1],
    _TEXT.replace(b'"k1"', b'"\xff"', 1), _TEXT.replace(b'"', b"'"), _TEXT.replace(b"21", b"021", 1),
    _TEXT.replace(b"21", b"9" * 5000 + b".5", 1), _TEXT.replace(b"21", b"1e999", 1), _TEXT.replace(b"21", b"-", 1),
    b"//" + _TEXT, _TEXT.replace(b"}", b",}"), b'{"case": "a", "case": "b"}', "{“case”: 1}".encode(),
    b'{"case": "\\ud800"}', b'{"case": "\\u0000"}', b"NaN", b"-Infinity",
)  # fmt: skip


def hostile(seed: str, count: int) -> Iterator[bytes]:
    """Yield good lines with a few bytes changed, cut, doubled or thrown in."""
    rng = Random(seed)  # noqa: S311 - a test's dice, no secret
    odd = (
        b"\x00",
        b"\xff",
        b"\xc3",
        b'"',
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"-",
        b"e9",
        b"null",
        b"1e9",
        b"9" * 40,
    )
    for _ in range(count):
        text = bytearray(_TEXT)
        for _ in range(rng.choice((1, 1, 2, 5))):
            at, span = rng.randrange(len(text)), rng.choice((0, 1, 1, 10))
            other = rng.choice((rng.choice(odd), bytes([rng.randrange(256)]), bytes(text[at : at + 30]), b""))
            text[at : at + span] = other
        yield bytes(text).replace(b"\n", b" ")
