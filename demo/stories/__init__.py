"""One story for every answer the counter can give: who came, what happened since, and which code it shows.

Where prescribing would have been refused, the cause comes after the prescription: a result corrected,
a certificate withdrawn, a card printed on a workstation whose clock ran ahead.
"""

from typing import Final

from demo.stories.category import CATEGORY
from demo.stories.people import PEOPLE
from demo.stories.protection import PROTECTION
from demo.stories.refused import REFUSED
from demo.stories.supply import SUPPLY
from demo.stories.told import Told
from demo.stories.yes import YES

STORIES: Final = (*YES, *PEOPLE, *CATEGORY, *PROTECTION, *SUPPLY, *REFUSED)
"""In the order of the rulebook's table; a test holds it against the reasons that there are."""

__all__ = ["STORIES", "Told"]
