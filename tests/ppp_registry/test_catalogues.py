"""The catalogues: complete where a language is offered, fit to stand in the source's place, and found out where not."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import LazySettings

from ppp_registry.catalogues import books, faults, portions
from ppp_registry.catalogues.__main__ import main
from ppp_registry.catalogues.sources import gathered
from ppp_registry.checks import check_catalogues
from ppp_registry.languages import COMPLETE, KNOWN, TRANSLATED, offered


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return gathered()


def _one(text: str | tuple[str, str], translation: str | tuple[str, ...], language: str = "de") -> Catalog:
    catalog = Catalog(locale=language)
    catalog.add(text, translation)
    return catalog


def test_no_catalogue_has_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0, capsys.readouterr().out


def test_the_sources_are_gathered_from_every_kind_of_file(wanted: Catalog) -> None:
    texts = {key[1] for key in books.texts(wanted)}
    assert "Treatment is stopped for this patient. Do not dispense. Call the prescriber now." in texts  # a module
    assert "Skip to main content" in texts  # a template
    assert "Pomalidomide, European Union" in texts  # a programme's file
    assert len(texts) > 2000


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("Ends on %(day)s", "Endet am %(tag)s", "other placeholders"),
        ("Page {page} of {all}", "Seite {page}", "other placeholders"),
        ("%(n)s of <strong>all</strong>", "%(n)s von allen", "other tags"),
        ("%(n)s %% of all", "%(n)s % von allen", "other placeholders"),
        ("Help: ", "Hilfe:", "other white space at an end"),
        ("Within 28 days", "Innerhalb von 82 Tagen", "other numbers"),
        ("Do not dispense.", "Nicht abgeben", "ends with another sign"),
        (("%(n)s day", "%(n)s days"), ("%(n)s Tag",), "1 plural forms where the language has 2"),
        (("%(n)s day", "%(n)s days"), ("%(n)s Tag", ""), "a plural form is empty"),
    ],
)
def test_a_translation_that_would_mislead_is_found(
    text: str | tuple[str, str], translation: str | tuple[str, ...], fault: str
) -> None:
    assert [one.split(":")[0] for one in faults.broken(_one(text, translation))] == [fault]


def test_a_good_one_is_let_through_though_its_singular_names_no_number() -> None:
    good = _one(("One day of %(all)s", "%(n)s days of %(all)s"), ("Ein Tag von %(all)s", "%(n)s Tage von %(all)s"))
    assert faults.broken(good) == []


def test_what_is_missing_fuzzy_or_no_longer_asked_for_is_listed() -> None:
    wanted = Catalog()
    for text in ("new", "guessed", "known"):
        wanted.add(text)
    held = Catalog(locale="de")
    held.add("guessed", "geraten", flags=["fuzzy"])
    held.add("known", "bekannt")
    held.add("old", "alt")
    assert [key[1] for key in faults.missing(held, wanted)] == ["new", "guessed"]
    assert [key[1] for key in faults.obsolete(held, wanted)] == ["old"]


def test_a_portion_goes_out_and_comes_back(tmp_path: Path) -> None:
    wanted, held = Catalog(), Catalog(locale="pl")
    wanted.add(("%(n)s day", "%(n)s days"), locations=[("patients/dates.py", 1)])
    (line,) = portions.portion(held, wanted)
    assert (line["in"], line["translation"]) == ("patients/dates.py", ["", "", ""])
    filled = tmp_path / "portion.json"
    filled.write_text('[{"text": "%(n)s day", "plural": "%(n)s days", "translation": ["dzień", "dni", "dnia"]}]')
    assert portions.filled(held, wanted, filled) == 1
    assert faults.missing(held, wanted) == []
    filled.write_text('[{"text": "%(n)s day", "plural": "%(n)s days", "translation": ["x", "y", "z"]}]')
    portions.filled(held, wanted, filled)
    assert [books.forms(message) for message in books.texts(held).values()] == [["x", "y", "z"]]
    filled.write_text('[{"text": "%(n)s dya", "translation": "x"}]')
    with pytest.raises(portions.UnknownText, match="dya"):
        portions.filled(held, wanted, filled)


def test_a_half_translated_plural_is_not_compiled(tmp_path: Path) -> None:
    """Otherwise gettext would show an empty text."""
    import gettext

    catalog = _one(("%(n)s day", "%(n)s days"), ("%(n)s Tag", ""))
    books.compiled(catalog, tmp_path / "django.mo")
    with (tmp_path / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s days"


def test_only_complete_languages_are_offered_and_all_to_those_who_translate() -> None:
    assert {code for code, _name in offered(unfinished=False)} == COMPLETE
    assert offered(unfinished=True) == list(KNOWN)
    assert set(TRANSLATED) == {"de", "fr", "es", "it", "nl", "pl"}


def test_a_server_does_not_start_with_an_offered_language_that_is_not_compiled(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("pl", "Polski")]
    monkeypatch.setattr(books, "FOLDER", tmp_path)
    (fault,) = check_catalogues()
    assert (fault.id, fault.is_serious()) == ("registry.E004", True)
    assert "pl is not compiled" in fault.msg
    books.compiled(_one("Yes", "Tak", "pl"), books.path_of("pl", "mo"))
    assert check_catalogues() == []
