"""The TOML of a data file, or the error that the law's own files give."""

import tomllib
from pathlib import Path
from typing import Any

from rulebook import ProgrammeError


def keys_of(path: Path, *, name: str = "") -> dict[str, Any]:
    """Read the keys of a file.

    :param name: what an error calls the file, where its own name does not say enough.
    :raises ProgrammeError: when it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ProgrammeError(name or path.name, "", f"expected TOML that can be read: {error}") from None
