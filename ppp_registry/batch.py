"""The batch interface: JSON Lines in, one answer a line out, without Django, database, settings or secrets."""

import argparse
import gc
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from programmes import library
from rulebook import (
    MalformedQuestion,
    ProgrammeError,
    Programmes,
    RepeatedKeys,
    due,
    judge,
    parse_due_question,
    parse_question,
    readable_case,
)

Answer = dict[str, object]

FINE: Final = 0
SOME_LINE_MALFORMED: Final = 1
PROGRAMMES_BROKEN: Final = 2
"""Also the status with which the command line itself is refused."""
INTERRUPTED: Final = 130

_MOST_DIGITS: Final = 4000


def decide(mapping: object, programmes: Programmes) -> Answer:
    """Answer one question with its verdict."""
    return judge(parse_question(mapping), programmes).as_dict()


def fall_due(mapping: object, programmes: Programmes) -> Answer:
    """Answer one question with what falls due."""
    question = parse_due_question(mapping)
    return {"case": question.case, "due": [row.as_dict() for row in due(question, programmes)]}


COMMANDS: Final[dict[str, Callable[[object, Programmes], Answer]]] = {"decide": decide, "due": fall_due}


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands and give its exit status."""
    options = _options(arguments)
    try:
        programmes = library.load(options.programmes)
    except ProgrammeError as error:
        print(f"Broken programme file. {error}", file=sys.stderr)  # noqa: T201  # a command speaks to its terminal
        return PROGRAMMES_BROKEN
    # The records of a line hold no circles, so reference counting frees them; looking for circles costs a tenth.
    gc.disable()
    try:
        status = answer_all(sys.stdin.buffer, sys.stdout.buffer.write, COMMANDS[options.command], programmes)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has gone. Point standard output elsewhere, or the interpreter complains once more on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_LINE_MALFORMED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def answer_all(
    lines: Iterable[bytes],
    write: Callable[[bytes], object],
    command: Callable[[object, Programmes], Answer],
    programmes: Programmes,
) -> int:
    """Answer every line in its order; a malformed one is answered too, and the run goes on."""
    status = FINE
    for line in lines:
        mapping: object = None
        try:
            mapping = read_line(line)
            answer = command(mapping, programmes)
        except MalformedQuestion as error:
            answer = {"case": readable_case(mapping), "error": str(error)}
            status = SOME_LINE_MALFORMED
        write(json.dumps(answer).encode() + b"\n")
    return status


def read_line(line: bytes) -> object:
    """Read one line of JSON, keeping note of keys that stand in an object more than once.

    :raises MalformedQuestion: for what is not JSON in UTF-8, or nested or long beyond reading.
    """
    try:
        return _parsed(line.decode("utf-8"))
    except UnicodeDecodeError:
        reason = "expected UTF-8"
    except RecursionError:
        reason = "expected an object that is not nested without end"
    except json.JSONDecodeError as error:
        reason = f"expected one JSON object: {error.msg} at character {error.pos + 1}"
    raise MalformedQuestion("line", reason)


def _parsed(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number of more digits than Python reads: read the rest, so that the field can be named
        return _PATIENT_DECODER.decode(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else RepeatedKeys(pairs)


def _whole_number(digits: str) -> float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object)
_PATIENT_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole_number)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py", description="Answer JSON Lines from standard input.")
    parser.add_argument("command", choices=tuple(COMMANDS))
    parser.add_argument(
        "--programmes",
        type=Path,
        default=library.SHIPPED,
        metavar="DIR",
        help="judge with the programme files of this folder in place of the shipped ones",
    )
    return parser.parse_args(arguments)
