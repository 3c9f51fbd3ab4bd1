"""The batch interface as a stranger uses it: a process of its own, lines in, lines out, an exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from tests.rulebook.trial import dispensing, on, programme_text, question

ROOT: Final = Path(__file__).parents[2]


def run(*arguments: str, lines: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command with nothing of Django's in its environment."""
    bare = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], input=lines, capture_output=True, cwd=ROOT, env=bare, check=False
    )


def written(*asked: object) -> bytes:
    """Write questions as JSON Lines."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in asked)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Put the trial programme on a shelf of its own."""
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "2020-01-01.toml").write_text(programme_text(), encoding="utf-8")
    return tmp_path


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """Read the answers, and see that nothing went to the terminal."""
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_line_is_answered_in_its_order(shelf: Path) -> None:
    done = run("decide", "--programmes", str(shelf), lines=written(*[question(case=str(n)) for n in range(50)]))
    assert [answer["case"] for answer in answers(done)] == [str(n) for n in range(50)]
    assert done.returncode == 0


def test_what_falls_due_is_answered_in_the_same_way(shelf: Path) -> None:
    asked = {**question(dispensings=[dispensing(0)]), "prescription": None}
    done = run("due", "--programmes", str(shelf), lines=written(asked, question(case="c2")))
    assert done.returncode == 0
    assert answers(done) == [
        {"case": "base", "due": [{"kind": "visit", "date": on(27)}, {"kind": "test", "date": on(28)}]},
        {"case": "c2", "due": [{"kind": "dispense_by", "date": on(7)}]},
    ]


def test_the_shipped_programmes_judge_where_none_are_given() -> None:
    done = run("decide", lines=written(question(programme="pomalidomide-de"), question()))
    first, second = answers(done)
    assert first["programme"] == "pomalidomide-de/2013-08-05"
    assert second["error"].startswith("programme: ")
    assert done.returncode == 1


def test_no_line_is_no_answer_and_no_error() -> None:
    done = run("decide")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


HOSTILE: Final = {
    b"": None,
    b"   ": None,
    b"\xff\xfe": None,
    b'{"case": "\xed\xa0\x80"}': None,
    b'{"case": "a\x00b"}': None,
    b"[]": None,
    b"null": None,
    b'"case"': None,
    b"17": None,
    b"NaN": None,
    b'{"case": "c"': None,
    b'{"case": "c"} {"case": "d"}': None,
    b"\xef\xbb\xbf{}": None,
    b"[" * 100_000: None,
    b'{"a":' * 100_000: None,
    b"9" * 5_000: None,
    b'{"case": 5}': None,
    b'{"case": "c", "case": "d"}': None,
    b'{"case": "c", "on": "2026-03-13", "on": "2026-03-13"}': "c",
    b'{"case": "c"}': "c",
    b'{"case": "\\ud800"}': "\ud800",
    b'{"case": "c\\u0000"}': "c\x00",
    b'{"case": "c", "capsules": NaN}': "c",
    b'{"case": "c", "capsules": -Infinity}': "c",
    b'{"case": "c", "capsules": 1e999}': "c",
    b'{"case": "c", "capsules": ' + b"9" * 5_000 + b"}": "c",
    b'{"case": "c", "x": ' + b"[" * 500 + b"]" * 500 + b"}": "c",
    b'{"case": "c", "\\ud800": 1}': "c",
}


@pytest.mark.parametrize("command", ["decide", "due"])
def test_a_hostile_line_is_answered_and_the_run_goes_on(shelf: Path, command: str) -> None:
    lines = b"".join(line + b"\n" for line in HOSTILE) + written(question(case="last"))
    done = run(command, "--programmes", str(shelf), lines=lines)
    *refused, last = answers(done)
    assert [answer["case"] for answer in refused] == list(HOSTILE.values())
    assert all(set(answer) == {"case", "error"} and answer["error"] for answer in refused)
    assert last["case"] == "last"
    assert "error" not in last
    assert done.returncode == 1


def huge(field: str) -> bytes:
    """Write a question of which one field has more digits than Python reads."""
    return json.dumps({**question(), field: "HUGE"}).replace('"HUGE"', "9" * 5_000).encode() + b"\n"


def test_a_number_of_too_many_digits_is_named_by_its_field(shelf: Path) -> None:
    (answer,) = answers(run("decide", "--programmes", str(shelf), lines=huge("capsules")))
    assert answer == {"case": "base", "error": "capsules: expected a whole number, 1 or more, not inf"}


def test_a_number_of_many_digits_is_a_number(shelf: Path) -> None:
    (answer,) = answers(run("decide", "--programmes", str(shelf), lines=written(question(capsules=10**3999))))
    assert answer["reasons"] == ["prescription_exhausted"]


def test_a_last_line_without_its_end_is_a_line(shelf: Path) -> None:
    done = run("decide", "--programmes", str(shelf), lines=written(question()).rstrip(b"\n"))
    assert len(answers(done)) == 1


def test_line_ends_of_windows_are_read(shelf: Path) -> None:
    done = run("decide", "--programmes", str(shelf), lines=written(question()).replace(b"\n", b"\r\n"))
    assert done.returncode == 0


def test_a_broken_programme_file_stops_before_the_first_answer(shelf: Path) -> None:
    (shelf / "trial" / "2021-01-01.toml").write_text("colour = 1", encoding="utf-8")
    done = run("decide", "--programmes", str(shelf), lines=written(question()))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"trial/2021-01-01.toml: id: expected a text; the key is missing" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["nowhere", "empty", "a file"])
def test_a_folder_without_programmes_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a file").write_text("", encoding="utf-8")
    done = run("due", "--programmes", str(tmp_path / name), lines=written(question()))
    assert (done.returncode, done.stdout) == (2, b"")
    assert name.encode() in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_unknown_option_is_refused() -> None:
    done = run("decide", "--programs", "x")
    assert done.returncode == 2
    assert b"--programmes DIR" in done.stderr


def test_a_reader_who_leaves_early_hears_no_complaint(shelf: Path) -> None:
    script = f'{sys.executable} manage.py decide --programmes "{shelf}" | head -c 10'
    lines = written(*[question()] * 3_000)
    done = subprocess.run(["bash", "-c", script], input=lines, capture_output=True, cwd=ROOT, check=False)
    assert (done.stdout, done.stderr) == (b'{"case": "', b"")


def test_neither_django_nor_celery_nor_any_setting_is_wanted() -> None:
    listing = "import sys; sys.argv = ['manage.py', 'decide']; import manage; manage.main()"
    code = f"import atexit, sys; atexit.register(lambda: print(sorted(sys.modules), file=sys.stderr)); {listing}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        input=b"", capture_output=True, cwd="/", env={}, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"'rulebook'" in done.stderr
    for name in (b"'django'", b"'celery'", b"'ppp_registry.settings'"):
        assert name not in done.stderr
