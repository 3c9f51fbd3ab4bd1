"""ICH E2B(R3): cases written as messages and read from them, by one table of elements."""

from safety.e2b.acknowledgement import Acknowledged, read_acknowledgement
from safety.e2b.parsing import MOST_BYTES, NotAMessage
from safety.e2b.reading import Read, read_batch
from safety.e2b.validating import faults_of
from safety.e2b.writing import Envelope, write_batch

__all__ = [
    "MOST_BYTES",
    "Acknowledged",
    "Envelope",
    "NotAMessage",
    "Read",
    "faults_of",
    "read_acknowledgement",
    "read_batch",
    "write_batch",
]
