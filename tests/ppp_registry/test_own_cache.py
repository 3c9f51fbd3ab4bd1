"""One process of the tests does not empty what another counts."""

from django.core.cache import cache

from ppp_registry.settings import broker
from ppp_registry.settings.test import REDIS_URL
from tests.cache import OwnCache

OTHERS = broker.cache(REDIS_URL, prefix="test-of-another-process")["default"]


def test_clearing_leaves_what_another_process_holds_and_nothing_of_ones_own() -> None:
    other = OwnCache(OTHERS["LOCATION"], OTHERS)
    other.set("count", 4)
    cache.set("count", 5)
    cache.clear()
    assert (cache.get("count"), other.get("count")) == (None, 4)
    other.clear()
    assert other.get("count") is None
