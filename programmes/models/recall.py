"""Batches that were called back: dated rows, each lifted by a row of its own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.records import AppendOnly
from programmes.models.product import Product


class BatchRecall(AppendOnly):
    """A batch of a product that may not be dispensed from a day on; a row with ``lifts`` ends an earlier one."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="recalls")
    number = models.CharField(max_length=20)
    from_on = models.DateField()
    why = models.TextField()
    lifts = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="lifted_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(why=""), name="programmes_batchrecall_names_batch_and_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number
