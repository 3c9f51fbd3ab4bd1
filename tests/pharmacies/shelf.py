"""Packs on a pharmacy's shelf, for tests: their rows, and their codes as scanners type them."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from biip.checksums import gs1_standard_check_digit

from foundation.keyboards import LAYOUTS
from pharmacies.pack_codes import PackCode
from programmes.models import Pack, Product
from tests.builders import a_programme

GS = "\x1d"
_next = itertools.count(1)


def a_gtin() -> str:
    """Give a GTIN that no other pack has, with its check digit."""
    plain = f"0952111{next(_next):06d}"
    return plain + str(gs1_standard_check_digit(plain))


def a_pack(*, strength: str = "4", capsules: int = 21, programme: str = "pomalidomide-eu", gtin: str = "") -> Pack:
    """Put a pack on the market."""
    product, _new = Product.objects.get_or_create(
        programme=a_programme(programme), brand=f"Brand of {programme}", defaults={"holder": "Exempla"}
    )
    return Pack.objects.create(product=product, strength_mg=Decimal(strength), capsules=capsules, gtin=gtin or a_gtin())


def a_code(pack: Pack, **changes: Any) -> PackCode:
    """Give what the code of one box says, good for two years unless told otherwise."""
    facts: dict[str, Any] = {
        "gtin": pack.gtin,
        "batch": "LOT42A",
        "expires_on": dt.date(2030, 5, 31),
        "serial": f"SN{next(_next):08d}X",
    }
    return PackCode(**facts | changes)


def scanned(code: PackCode) -> str:
    """Write a pack's code as a hand scanner types it."""
    return f"]d201{code.gtin}17{code.expires_on:%y%m%d}10{code.batch}{GS}21{code.serial}"


def typed_on(layout: str, text: str) -> str:
    """Press the keys of a text on a computer whose keyboard is set to another layout."""
    rows = {one.name: one.rows for one in LAYOUTS}
    meant, typed = "".join(rows["us"]), "".join(rows[layout])
    return text.translate({ord(key): sign for key, sign in zip(meant, typed, strict=True)})
