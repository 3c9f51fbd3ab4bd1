"""Brands, packs and batches: attributes of a programme, never its key."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programme import Programme


class Product(models.Model):
    """A brand of the programme's substance, with its holder of the marketing authorisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="products")
    brand = models.CharField(_("brand"), max_length=100)
    holder = models.CharField(_("marketing authorisation holder"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "brand"], name="programmes_product_brand_once"),
        ]

    def __str__(self) -> str:
        return self.brand


class Pack(models.Model):
    """A pack on the market: strength, capsules and, where known, its GTIN."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="packs")
    strength_mg = models.DecimalField(_("strength in mg"), max_digits=7, decimal_places=2)
    capsules = models.PositiveSmallIntegerField(_("capsules"))
    gtin = models.CharField("GTIN", max_length=14, unique=True, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(gtin__isnull=True) | models.Q(gtin__regex=r"^[0-9]{14}$"),
                name="programmes_pack_gtin_form",
            ),
            models.CheckConstraint(
                condition=models.Q(capsules__gt=0) & models.Q(strength_mg__gt=0),
                name="programmes_pack_holds_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.strength_mg.normalize():f} mg, {self.capsules}"


class Batch(models.Model):
    """A batch of a pack, with its expiry and, if so, the day of its recall."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="batches")
    number = models.CharField(_("batch"), max_length=40)
    expires_on = models.DateField(_("expires on"))
    recalled_on = models.DateField(_("recalled on"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pack", "number"], name="programmes_batch_once"),
        ]

    def __str__(self) -> str:
        return self.number
