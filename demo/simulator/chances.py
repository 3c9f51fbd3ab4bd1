"""How often what happens to anybody happens, whatever the centre; and what is told of."""

from typing import Final

LEAD: Final = 35
"""So many days a method that begins with the enrolment is in place before the first visit."""
ENDS, DIES, PAUSES, TELLS, CONCEIVES = 0.014, 0.004, 0.02, 0.03, 0.0012
"""Of the visits: those after which treatment ends, the patient dies, or pauses; those with a side effect told of; and
those of women who can become pregnant with a positive test."""
FATHERS: Final = 0.0004
"""Of the visits of men under 70: those at which he tells that his partner may be pregnant."""
SHOWN_IN_VAIN: Final = 0.2
"""Of the pauses: those in which the card is shown all the same."""
NEVER_COLLECTED: Final = 0.006
"""Of the supplies: those recorded as dispensed that lie in the pharmacy still, four days later."""
AT_ONCE: Final = 0.86
"""Of the prescriptions: those taken to the pharmacy on their own day."""
PILLS: Final = frozenset({"progestogen_only_pill", "combined_hormonal"})
TOLD = ("Tired, no strength", "Tingling in both feet", "Rash on the arms", "Swollen leg", "Fever and cough",
        "Constipation", "Blood count very low", "Dizzy in the morning")  # fmt: skip
