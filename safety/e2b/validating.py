"""A message held against the official schemas, where a user has pointed a setting at their folder."""

from functools import lru_cache
from pathlib import Path

from lxml import etree

from safety.e2b.names import BATCH
from safety.e2b.parsing import parsed

LONGEST_LIST = 20


def faults_of(body: bytes, *, folder: Path, kind: str = BATCH) -> list[str]:
    """List what the schema says is wrong, each with its line; nothing where the message is valid.

    :param folder: that of ``multicacheschemas``, as ICH and EMA publish it.
    :raises NotAMessage: when it is no XML at all.
    """
    schema = _schema(folder, kind)
    if schema.validate(parsed(body)):
        return []
    return [f"{one.line}: {one.message}" for one in list(schema.error_log)][:LONGEST_LIST]  # type: ignore[call-overload]  # the stubs leave it out


@lru_cache(maxsize=4)
def _schema(folder: Path, kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(folder / f"{kind}.xsd")))
