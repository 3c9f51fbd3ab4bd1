"""Since when a patient who was protected on the day of her prescription is without an accepted method."""

from datetime import date

from rulebook.clauses.contraception import contraception_lapsed
from rulebook.cover import on_day
from rulebook.days import as_date
from rulebook.facts import gather
from rulebook.history import Question
from rulebook.programme import Programmes
from rulebook.verdict import version_on


def unprotected_since(question: Question, programmes: Programmes) -> date | None:
    """Give the first day after the prescription's, T or earlier, that no accepted method covers.

    ``None`` where ``contraception_lapsed`` does not hold, or nothing was prescribed.

    :raises MalformedQuestion: for an unknown programme, or one without a version on the prescription's day.
    """
    if question.prescription is None:
        return None
    prescribed_on = question.prescription.prescribed_on
    facts = gather(question, version_on(question, programmes, prescribed_on), prescribed_on=prescribed_on)
    if not contraception_lapsed(facts):
        return None
    days = range(prescribed_on + 1, question.on + 1)
    return as_date(next(day for day in days if not on_day(facts.cover, day)))
