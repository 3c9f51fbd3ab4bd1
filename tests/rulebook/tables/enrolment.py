"""Cases: enrolment, stops, certification, registration and cards."""

from tests.rulebook.table import Table
from tests.rulebook.trial import on, question, span, treatment


def _patient(**fields: object) -> dict[str, object]:
    return question(patient={"birth_date": "1990-05-02", "enrolled_on": on(-60), **fields})


def _cards(*spans: tuple[int, int | None], at: int = 0, shown: str | None = "k1") -> dict[str, object]:
    cards = [
        {"id": f"k{number}", "issued_on": on(issued), "revoked_on": None if revoked is None else on(revoked)}
        for number, (issued, revoked) in enumerate(spans, start=1)
    ]
    return question(cards=cards, card=shown, at=at)


NOT_ENROLLED = (
    Table("not_enrolled")
    .no("She is enrolled.", question())
    .no("She is enrolled on the day of the prescription.", _patient(enrolled_on=on(0)))
    .yes("She is enrolled on the day after.", _patient(enrolled_on=on(1)))
    .yes(
        "She is enrolled after the prescription, before it is dispensed.",
        {**question(at=2), "patient": {"enrolled_on": on(1)}},
    )
    .yes(
        "The prescription lies ahead, and so does the enrolment: nobody knows of it yet.",
        {**question(at=-2), "patient": {"enrolled_on": on(-1)}},
    )
    .no(
        "The prescription lies ahead, and she is enrolled today.",
        {**question(at=-2), "patient": {"enrolled_on": on(-2)}},
    )
    .yes("Nobody wrote down an enrolment.", _patient(enrolled_on=None))
    .yes("There is no patient.", question(patient=None))
    .yes("She withdrew today.", _patient(withdrawn_on=on(0)))
    .no("She withdraws tomorrow.", _patient(withdrawn_on=on(1)))
)

TREATMENT_STOPPED = (
    Table("treatment_stopped")
    .no("Nothing was stopped.", question())
    .yes("It was stopped today.", question(stops=[span(0)]))
    .no("It will be stopped tomorrow.", question(stops=[span(1)]))
    .yes("It is interrupted until tomorrow.", question(stops=[span(-5, 1)]))
    .no("It was interrupted until today.", question(stops=[span(-5, 0)]))
    .yes("One interruption is over, another is not.", question(stops=[span(-9, -5), span(-2)]))
    .yes("It was stopped between prescription and counter.", question(stops=[span(1)], at=1))
    .yes("The treatment ended today.", question(treatment=treatment(ended_on=on(0))))
    .no("The treatment will end tomorrow.", question(treatment=treatment(ended_on=on(1))))
    .no("Nothing is known of the treatment.", question(treatment=None))
)

PRESCRIBER_NOT_CERTIFIED = (
    Table("prescriber_not_certified")
    .no("Certified from the day of the prescription.", question(prescriber={"certified": [span(0)]}))
    .yes("Certified from the day after.", question(prescriber={"certified": [span(1)]}, at=1))
    .no("Certified until the day after.", question(prescriber={"certified": [span(-9, 1)]}, at=5))
    .yes("Certified until the day of the prescription.", question(prescriber={"certified": [span(-9, 0)]}))
    .no("One of two spans covers the day.", question(prescriber={"certified": [span(-9, -5), span(-3, 9)]}))
    .yes("Never certified.", question(prescriber={"certified": []}))
    .yes("Nothing is known of the prescriber.", question(prescriber=None))
    .yes(
        "The prescription lies ahead and the certification before it too: nobody knows of it yet.",
        question(prescriber={"certified": [span(-1)]}, at=-2),
    )
)

PHARMACY_NOT_REGISTERED = (
    Table("pharmacy_not_registered")
    .no("Registered from today.", question(pharmacy={"registered": [span(2)]}, at=2))
    .yes("Registered from tomorrow.", question(pharmacy={"registered": [span(3)]}, at=2))
    .no("Registered until tomorrow.", question(pharmacy={"registered": [span(-9, 3)]}, at=2))
    .yes(
        "Registered until today, though it was on the day of the prescription.",
        question(pharmacy={"registered": [span(-9, 2)]}, at=2),
    )
    .yes("Nothing is known of the pharmacy.", question(pharmacy=None))
    .no("The prescriber asks: no pharmacy is chosen yet.", question(pharmacy=None, ask="prescribe"))
)

CARD_MISSING = (
    Table("card_missing")
    .no("She has a card.", question())
    .yes("She has none.", _cards())
    .no("It is issued today.", _cards((2, None), at=2))
    .yes("It is issued tomorrow.", _cards((3, None), at=2))
    .yes("It was revoked today.", _cards((-9, 2), at=2))
    .no("It will be revoked tomorrow.", _cards((-9, 3), at=2))
    .no("One was revoked, another holds.", _cards((-9, -5), (-5, None)))
    .yes("The prescriber asks, and she has none.", question(cards=[], ask="prescribe"))
)

CARD_NOT_VALID = (
    Table("card_not_valid")
    .no("The card shown is hers.", question())
    .no("No card was shown.", _cards((-9, None), shown=None))
    .no("No card was shown, and she has none.", _cards(shown=None))
    .yes("The card shown is somebody else's.", _cards((-9, None), shown="k9"))
    .yes("The card shown was revoked today, another holds.", _cards((-9, 0), (-5, None)))
    .no("The card shown will be revoked tomorrow.", _cards((-9, 1)))
    .yes("The card shown is issued tomorrow.", _cards((1, None), (-5, None)))
    .yes("Her card has no number, so the one shown is not it.", question(cards=[{"issued_on": on(-9)}]))
    .yes("An empty number was shown.", _cards((-9, None), shown=""))
)

TABLES = (
    NOT_ENROLLED,
    TREATMENT_STOPPED,
    PRESCRIBER_NOT_CERTIFIED,
    PHARMACY_NOT_REGISTERED,
    CARD_MISSING,
    CARD_NOT_VALID,
)
