"""The law of the programme, as plain functions of plain data: history + programme + date → verdict.

Pure Python: no database, no clock, no framework, no input or output. Start at ``judge`` in ``verdict.py``; the rules
stand one function a code in ``clauses/``, the numbers they read stand in the programme files.

=====================  ==============================================================================================
``read_programmes``    programme files (as bytes) to ``Programmes``; ``ProgrammeError`` names file, key, expectation
``parse_question``     the plain mapping of the batch interface to a ``Question``; ``MalformedQuestion`` otherwise
``parse_due_question`` the same, where prescription and capsules may be absent
``judge``              a ``Question`` and the ``Programmes`` to a ``Verdict``
``due``                the same to a list of ``Due``: the last good day of each kind
``held_by``            what holds a supply whatever is prescribed: a suspicion, a pause or an end
``from_when``          the first day on which a reason would be gone by the mere passing of time
``unprotected_since``  the first day without an accepted method, where contraception lapsed
``most_capsules``      the capsules that a regimen takes over so many days
``REASONS``, ``ADVICE`` every code with its source, in the order of the table
=====================  ==============================================================================================
"""

from rulebook.clauses.supply import most_capsules
from rulebook.due import DUE_KINDS, Due, due
from rulebook.history import Question
from rulebook.lapse import unprotected_since
from rulebook.malformed import MalformedQuestion, RepeatedKeys
from rulebook.programme import Programme, ProgrammeError, ProgrammeFile, Programmes
from rulebook.programme_file import read_programmes
from rulebook.reading import parse_due_question, parse_question, readable_case
from rulebook.reasons import ADVICE, REASONS, Advice, Reason
from rulebook.remedy import from_when
from rulebook.verdict import Verdict, held_by, judge

__all__ = [
    "ADVICE",
    "DUE_KINDS",
    "REASONS",
    "Advice",
    "Due",
    "MalformedQuestion",
    "Programme",
    "ProgrammeError",
    "ProgrammeFile",
    "Programmes",
    "Question",
    "Reason",
    "RepeatedKeys",
    "Verdict",
    "due",
    "from_when",
    "held_by",
    "judge",
    "most_capsules",
    "parse_due_question",
    "parse_question",
    "read_programmes",
    "readable_case",
    "unprotected_since",
]
