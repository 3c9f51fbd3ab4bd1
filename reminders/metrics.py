"""The outbox in figures, for Prometheus: read from the database as they are asked for, the same from every process."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from reminders.health import health
from reminders.hours import ONE_DAY
from reminders.queries import failed_plans, undelivered_since

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST


class _Figures:
    """What is collected, as it stood at one moment."""

    def __init__(self, at: dt.datetime, apart: float) -> None:
        self.at, self.apart = at, apart

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Name every figure; none speaks of a person."""
        found = health(at=self.at, apart=self.apart)
        standing = found.standing
        for name, words, value in (
            ("due", "Messages that should have left by now.", standing.due),
            ("late", "Messages that wait for more than five minutes.", standing.late),
            ("to_come", "Messages that are to leave later.", standing.to_come),
            ("parked", "Messages laid aside for a person.", standing.parked),
            ("sent_24h", "Messages sent in the last 24 hours.", standing.sent_today),
            ("oldest_due_seconds", "How long the oldest due message waits.", standing.oldest_waits.total_seconds()),
        ):
            yield GaugeMetricFamily(f"outbox_{name}", words, value=value)
        lost = undelivered_since(at=self.at - ONE_DAY)
        yield GaugeMetricFamily("texts_undelivered_24h", "Text messages told undelivered in 24 hours.", value=lost)
        silence = GaugeMetricFamily(
            "calendar_silence_seconds", "How long ago a task was last heard of.", labels=["task"]
        )
        for task, heard in sorted(found.heard.items()):
            silence.add_metric([task], (self.at - heard).total_seconds())
        yield silence
        yield GaugeMetricFamily("calendar_unplanned", "Records that could not be planned.", value=failed_plans())
        yield GaugeMetricFamily(
            "clocks_seconds_apart", "How far the database's clock is from this server's.", value=found.seconds_apart
        )
        yield GaugeMetricFamily("calendar_healthy", "1 while reminders leave.", value=0 if found.faults else 1)


def metrics(*, at: dt.datetime, apart: float) -> bytes:
    """Write the figures of a moment in which the clocks are so many seconds apart."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(at, apart))
    return generate_latest(registry)
