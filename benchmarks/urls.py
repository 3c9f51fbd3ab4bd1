"""The registry's addresses and those of the benchmarks."""

from django.urls import path

from benchmarks import pages
from benchmarks.counter import by_hand
from ppp_registry.urls import urlpatterns as of_the_registry

urlpatterns = [
    *of_the_registry,
    path("bench/", pages.bare, name="bench"),
    path("bench/<int:number>/check/", by_hand.check, name="bench_check"),
    path("bench/<int:number>/<uuid:check_id>/dispense/", by_hand.dispense, name="bench_dispense"),
]
