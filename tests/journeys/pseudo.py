"""A made-up language: every text with accents on each letter and half as long again, so that what bypasses it shows."""

import re
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.apps import apps
from django.db.models import CharField, JSONField, TextField

from ppp_registry.catalogues import books
from ppp_registry.catalogues.sources import gathered
from programmes.models import Material

CODE = "en-xa"
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[sd%]|\{\w*\}|</?[a-zA-Z][^>]*>|&\w+;|https?://\S+|\n)")
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀćďéƒǵħíĵķĺḿńóṕɋŕśťúṽẃẋýźÁɃĆĎÉƑǴĦÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ"
TABLE = str.maketrans(PLAIN, ACCENTED)
PADDING = "ﬃéńd"
OTHERS = (
    Path(django.__file__).parent / "conf" / "locale",
    Path(django.__file__).parent / "contrib" / "auth" / "locale",
    Path(django.__file__).parent / "contrib" / "humanize" / "locale",
    Path(allauth.__file__).parent / "locale",
)
"""Where the texts of the libraries stand, which show some of theirs."""

CODE_OR_NUMBER = re.compile(r"[0-9A-Z]{4,6}(?:-[0-9A-Z]{4,6})+|\S*\d\S*")
WORD = re.compile(r"[A-Za-z]{3,}")


def pseudo(text: str) -> str:
    """Write a text in the made-up language; placeholders, tags and ends stay as they are."""
    core = text.rstrip(" \n.:?!…,;")
    pieces = KEPT.split(core)
    accented = "".join(piece if KEPT.fullmatch(piece) else piece.translate(TABLE) for piece in pieces)
    longer = " ".join([PADDING] * round(len(core) * 0.4 / len(PADDING)))
    return accented + (f" {longer}" if longer and core else "") + text[len(core) :]


def make_catalogue(folder: Path) -> None:
    """Compile the made-up language below a folder of locales."""
    catalog = Catalog(locale="en", charset="utf-8")
    for source in (_library(path) for path in OTHERS):
        _add_all(catalog, source)
    _add_all(catalog, gathered())
    books.compiled(catalog, folder / "en_XA" / "LC_MESSAGES" / "django.mo")


def words_of_data() -> set[str]:
    """Gather every word that stands in a row of the database: it belongs to people, and is not translated."""
    words: set[str] = set()
    for model in apps.get_models():
        names = [
            one.attname for one in model._meta.concrete_fields if isinstance(one, CharField | TextField | JSONField)
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            words.update(WORD.findall(" ".join(str(value) for value in row).lower()))
    for body in Material.objects.values_list("body", flat=True):
        words.update(WORD.findall(bytes(body).decode().lower()))
    return words


def plain_words(text: str) -> set[str]:
    """List the words of a page without an accent: they came from no catalogue. Family names stand in capitals."""
    return {word.lower() for word in WORD.findall(CODE_OR_NUMBER.sub("", text))}


def _library(folder: Path) -> Catalog:
    with (folder / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def _add_all(catalog: Catalog, source: Catalog) -> None:
    for message in books.texts(source).values():
        catalog.add(message.id, _said(message), context=message.context)


def _said(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.id, list | tuple):
        return tuple(pseudo(one) for one in message.id)
    return pseudo(str(message.id))
