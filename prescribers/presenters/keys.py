"""The keys of this desk: what each does, in the order in which they are listed."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key, or two pressed one after the other, and what it does."""

    keys: tuple[Promise | str, ...]
    meaning: Promise | str


KEYS: Final = (
    Key(keys=("/",), meaning=_("Find a patient by name")),
    Key(keys=("j",), meaning=_("Next patient of the list")),
    Key(keys=("k",), meaning=_("Patient before")),
    Key(keys=(_("Enter"),), meaning=_("Open the patient you are on")),
    Key(keys=("v",), meaning=_("The next step of the patient you are on")),
    Key(keys=("n",), meaning=_("New patient; after signing, the next patient due")),
    Key(keys=("u",), meaning=_("Back, one page up")),
    Key(keys=("g", "w"), meaning=_("Go to the patients")),
    Key(keys=("g", "s"), meaning=_("Go to what waits for a signature")),
    Key(keys=("g", "t"), meaning=_("Go to the transfers")),
    Key(keys=("g", "c"), meaning=_("Go to the cover for absent colleagues")),
    Key(keys=("?",), meaning=_("Show these keys")),
)
