"""What a hand scanner meant: it presses the keys of an American keyboard, and the computer may believe in another.

A scanner that types is a keyboard. Where the computer is set to German, French or Belgian keys, the same presses
arrive as other signs, and with caps lock on in the other case too. A reading undoes one such setting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_AMERICAN = (
    "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?',
)
_GERMAN = (
    "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-",
    '!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_',
)
_FRENCH = (
    "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!",
    "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§",
)
_BELGIAN = (
    "&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùwxcvbn,;:=",
    "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%WXCVBN?./+",
)
_DIGITS = {sign: sign for sign in "0123456789"}
_GERMAN_DIGITS_LOCKED = dict(zip(_GERMAN[1][:10], _AMERICAN[0][:10], strict=True))


@dataclass(frozen=True)
class Layout:
    """A setting of the computer's keyboard, and what its signs were on the scanner's."""

    name: str
    rows: tuple[str, str]
    exceptions: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _meant(self) -> dict[int, str]:
        typed = dict(zip("".join(self.rows), "".join(_AMERICAN), strict=True))
        return str.maketrans(typed | dict(self.exceptions))

    @cached_property
    def _shown(self) -> dict[int, str]:
        return str.maketrans(dict(zip("".join(_AMERICAN), "".join(self.rows), strict=True)))

    def show(self, sent: str) -> str:
        """Give what arrives, from what the scanner sends: the opposite of reading it."""
        return sent.translate(self._shown)

    def read(self, typed: str) -> str:
        """Give what the scanner sent, from what arrived."""
        return typed.translate(self._meant)


# With caps lock on, French and Belgian keys give digits where they are wanted, and German ones their shifted signs.
LAYOUTS: Final = (
    Layout("us", _AMERICAN),
    Layout("qwertz", _GERMAN),
    Layout("qwertz-locked", _GERMAN, tuple(_GERMAN_DIGITS_LOCKED.items())),
    Layout("azerty", _FRENCH, tuple(_DIGITS.items())),
    Layout("azerty-be", _BELGIAN, tuple(_DIGITS.items())),
)
LAYOUT_NAMES: Final = tuple(layout.name for layout in LAYOUTS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was meant, if the keyboard was set so; in capitals."""

    layout: str
    text: str


def readings(typed: str, *, first: str = "") -> Iterator[Reading]:
    """Give each way to understand what arrived, the likeliest first; ``first`` names a setting known already."""
    for layout in sorted(LAYOUTS, key=lambda one: one.name != first):
        plain = layout.read(typed).upper()
        yield Reading(layout.name, plain)
        locked = layout.read(typed.swapcase()).upper()
        if locked != plain:
            yield Reading(layout.name, locked)
