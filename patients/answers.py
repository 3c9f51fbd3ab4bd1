"""What every act on a record asks of its answers, whoever sends them: words where words are wanted, and known codes.

The forms ask the same, beside the field. Here it holds for whatever calls an operation; a code that the rulebook does
not know would leave her whole history unreadable, and her supply with it.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from patients.refusals import UnknownWord, WithoutReason


def require_reason(*, reason: str) -> None:
    """Want a reason in words.

    :raises WithoutReason: when nothing is said.
    """
    if not reason.strip():
        raise WithoutReason(_("Say why: one line is enough."))


def require_one_of(*, word: str, words: Iterable[str]) -> None:
    """Want a word of a list.

    :raises UnknownWord: when it is none of them.
    """
    if word not in list(words):
        raise UnknownWord(_("One of the answers is not on its list. Open the page again, and choose from there."))
