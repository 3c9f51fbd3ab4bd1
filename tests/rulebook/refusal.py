"""How the tests ask for a refusal, and one full record of every kind to depart from."""

from typing import Any, Final

import pytest

from rulebook import MalformedQuestion, parse_question
from tests.rulebook.trial import assessed, contraception, dispensing, on, prescription, sampled, signed, span

Json = dict[str, Any]


def without(key: str, record: Json) -> Json:
    """Leave one key out."""
    return {name: value for name, value in record.items() if name != key}


def path_and_words(mapping: object) -> tuple[str, str]:
    """Give the path and the words with which a question is refused."""
    with pytest.raises(MalformedQuestion) as caught:
        parse_question(mapping)
    path, _, expected = str(caught.value).partition(": ")
    return path, expected


RECORDS: Final[dict[str, Json]] = {
    "stops": span(-5, 5),
    "categories": assessed(-5, criterion="hysterectomy", specialist_confirmed=True),
    "agreements": signed(-5),
    "cards": {"id": "k", "issued_on": on(-5), "revoked_on": on(5)},
    "contraception": contraception(ended_on=on(9), valid_until=on(9), confirmed=True, confirmed_on=[on(-1)]),
    "tests": sampled(-5),
    "pregnancies": {"suspected_on": on(-5), "resolved_on": on(-4)},
    "prescriptions": prescription(),
    "dispensings": dispensing(-5, returned_on=on(-4)),
}
