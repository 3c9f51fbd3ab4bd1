"""The programmes of this process: read from their files once, the law that every judgement asks."""

from functools import lru_cache

from django.conf import settings

from programmes.library import load
from rulebook import Programmes


@lru_cache(maxsize=1)
def programmes() -> Programmes:
    """Give the shipped programmes.

    :raises rulebook.ProgrammeError: when a file is broken; one broken file lets nothing be judged.
    """
    return load(settings.PROGRAMME_FILES)
