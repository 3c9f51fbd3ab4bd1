"""A question read from facts as the rulebook reads it, without reading again what was read for the last one."""

from dataclasses import replace

from demo.simulator.record import Facts
from rulebook import Question, parse_question
from rulebook.history import Dispensing
from rulebook.records import read_dispensing


def question_of(*, facts: Facts, known: list[Dispensing]) -> Question:
    """Give what ``parse_question`` gives (a test compares the two over whole registries).

    Of the prescriptions a question holds the one that is asked about alone.

    :param known: the dispensings read so far, in their order; those that are new are added to it.
    """
    asked = [one for one in facts["prescriptions"] if one["id"] == facts["prescription"]]
    question = parse_question(facts | {"prescriptions": asked, "dispensings": []})
    known.extend(map(read_dispensing, facts["dispensings"][len(known) :]))
    return replace(question, history=replace(question.history, dispensings=tuple(known)))
