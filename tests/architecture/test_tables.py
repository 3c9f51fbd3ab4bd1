"""Tables of one room are invisible from the rooms below it, and migrations do not fork."""

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.architecture.sources import ROOMS

OURS = [model for room in ROOMS if room in apps.app_configs for model in apps.get_app_config(room).get_models()]


def _relations(model: type[models.Model]) -> list[models.ForeignKey[models.Model, models.Model]]:
    return [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_relation_to_another_room_has_no_reverse_name(model: type[models.Model]) -> None:
    for field in [*_relations(model), *model._meta.local_many_to_many]:
        other = field.related_model
        assert isinstance(other, type)
        if other._meta.app_label != model._meta.app_label:
            assert field.remote_field.hidden, f'{model._meta.label}.{field.name} needs related_name="+"'


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_is_erased_because_something_else_is(model: type[models.Model]) -> None:
    for field in _relations(model):
        assert field.remote_field.on_delete is not models.CASCADE, f"{model._meta.label}.{field.name}"


def test_every_room_has_one_last_migration() -> None:
    graph = MigrationLoader(None).graph
    forked = {room: graph.leaf_nodes(room) for room in ROOMS if len(graph.leaf_nodes(room)) > 1}
    assert forked == {}
