"""A made-up language: every text with accents on each letter and half as long again, so that what bypasses it shows."""

import calendar
import re
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from playwright.sync_api import Page

from accounts.countries import TIME_ZONES
from demo.cast import PASSWORD
from ppp_registry.catalogues import books
from ppp_registry.catalogues.sources import gathered
from ppp_registry.languages import KNOWN
from programmes.models import Material

CODE = "en-xa"
CHOSEN = [("en-gb", "English"), (CODE, "Pseudo")]
"""The languages that are offered while pages are walked in this one."""

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

CODE_OR_NUMBER = re.compile(r"https?://\S+|[0-9A-Z]{4,6}(?:-[0-9A-Z]{4,6})+|\S*\d\S*")
WORD = re.compile(r"[A-Za-z]{3,}")

LANGUAGES = ("Pseudo", *(name for _code, name in KNOWN))
UNITS = {"miu", "utc", "csv", "xlsx"}
SAME_EVERYWHERE = UNITS | set(WORD.findall(" ".join((*LANGUAGES, PASSWORD, *TIME_ZONES)).lower()))
"""Units, kinds of files, and names that no language translates."""

MONTHS = {name.lower() for name in calendar.month_name if name}
"""They come from CLDR, which does not know the made-up language and writes British English."""

FOR_DEVELOPERS = {"gallery"}

SHOWN = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const above = walker.currentNode.parentElement;
    if (!above.closest('script, style, [translate=no], textarea')) seen.push(walker.currentNode.data);
  }
  for (const one of document.querySelectorAll('[alt], [aria-label], [placeholder], [title]'))
    for (const name of ['alt', 'aria-label', 'placeholder', 'title']) seen.push(one.getAttribute(name) || '');
  seen.push(document.title);
  return seen.join('\\n');
}"""

CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
  return hides && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim();
}).map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 60))"""


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


def texts_of(page: Page) -> set[str]:
    """List the words that a page shows and that came from no catalogue, the texts that stand for pictures too."""
    return plain_words(page.evaluate(SHOWN))


def cut_off(page: Page) -> list[str]:
    """List the elements of a page whose text is longer than their room."""
    return [f"cut off: {one}" for one in page.evaluate(CUT_OFF)]


def not_translated(pages: dict[str, set[str]]) -> list[str]:
    """Say of each page which words are neither translated, nor anybody's data, nor the same everywhere."""
    known = words_of_data() | SAME_EVERYWHERE | MONTHS
    bare = {name: sorted(words - known) for name, words in pages.items() if name not in FOR_DEVELOPERS}
    return [f"{name}: not translated: {words}" for name, words in bare.items() if words]


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
