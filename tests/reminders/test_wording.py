"""What patients are told, in every language, on every day of two years: short, neutral, approved where it must be."""

import datetime as dt
import re
from pathlib import Path

import pytest
from pytest_django import Settings

from prescribers.words import LANGUAGES
from reminders.wording import NoWords, Wording, load_wordings, parts_of, say, wordings
from rulebook import ProgrammeError

FORBIDDEN = re.compile(
    r"pregnan|embarazo|embaraz|grossesse|enceinte|gravidanza|incinta|zwanger|schwanger|ciąż|εγκυ|έγκυ|бремен|gravid|gráv|"
    r"medic|medik|médic|arznei|lek[iu]?\b|leku|leków|φάρμακ|лекарств|domide|capsul|kapsel|gélule|cápsula|"
    r"contracep|verhütung|antykoncep|contraccez|anticoncep|αντισύλλη|контрацеп|"
    r"\btest|\bprueba|\bprova\b|δοκιμ|εξέτασ|изследван|badani|"
    r"clinic|klinik|clinique|clínica|κλινικ|клиник|hospital|hôpital|ospedale|ziekenhuis|krankenhaus|szpital|νοσοκομ|болниц|"
    r"haemat|hämat|hémat|\bonco|\bonko|cancer|krebs|kanker|rak\b|tumo|myelom|blood|blut|sang\b|sangre|sangue|bloed|krew|"
    r"\bsex|condom|kondom|prezerwat|sperm|donat|spende|don\b|"
    r"treatment|behandlung|traitement|tratamiento|tratamento|trattamento|behandeling|leczeni|θεραπ|лечени|"
    r"prescri|rezept|ordonnance|receta|ricetta|recept|συνταγ|рецепт|pharma|apothe|apteka|farmac|φαρμακ|аптек",
    re.IGNORECASE,
)
"""Words that a locked screen must not show, in every language of the texts."""

DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(730)]
TEXTS = sorted({one.id for one in wordings()})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_one_message_in_every_language_whatever_the_day(text: str, language: str) -> None:
    for day in DAYS:
        for on in (day, day + dt.timedelta(days=1)):
            said = say(text=text, language=language, on=on, due_on=day, code="123456")
            assert parts_of(said.sms) == 1, (len(said.sms), said.sms)
            assert len(said.subject) <= 60


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_no_text_says_what_a_lock_screen_must_not_show(text: str, language: str) -> None:
    for on in (DAYS[0], DAYS[2]):
        said = say(text=text, language=language, on=on, due_on=DAYS[1], code="123456")
        for words in (said.sms, said.subject, said.email):
            assert FORBIDDEN.search(words) is None, words


@pytest.mark.parametrize(
    "words", ["Ihr Schwangerschaftstest", "votre médicament", "badanie krwi", "la farmacia", "Η κλινική σας", "аптека"]
)
def test_the_list_of_forbidden_words_finds_them(words: str) -> None:
    assert FORBIDDEN.search(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_has_its_month_in_letters_and_its_year(language: str) -> None:
    said = say(text="appointment", language=language, on=DAYS[0], due_on=dt.date(2026, 12, 3)).sms
    assert "2026" in said
    assert re.search(r"\b3\b", said)
    assert not re.search(r"\d[./-]\d", said)


def test_once_the_day_has_passed_no_date_is_named() -> None:
    assert "2026" not in say(text="appointment", language="en-gb", on=DAYS[9], due_on=DAYS[8]).sms


def test_a_language_that_no_text_is_written_in_has_no_words() -> None:
    with pytest.raises(NoWords, match="is not written in xx"):
        say(text="appointment", language="xx", on=DAYS[0], due_on=DAYS[1])


def test_a_text_that_nobody_wrote_has_no_words() -> None:
    with pytest.raises(NoWords, match="there is no text unheard"):
        say(text="unheard", language="en-gb", on=DAYS[0])


def test_where_only_approved_texts_are_sent_a_sample_has_no_words(settings: Settings) -> None:
    settings.SAMPLE_TEXTS_ARE_SENT = False
    with pytest.raises(NoWords, match="appointment/2026-01-01 has no approval"):
        say(text="appointment", language="en-gb", on=DAYS[0], due_on=DAYS[1])


GOOD = """
valid_from = 2026-02-01
approval = "letter 7"
[languages.en-gb]
date = "j F Y"
sms = "Call by {date}."
subject = "A reminder"
email = "Call by {date}."
"""


def _read(folder: Path, text: str, *, name: str = "2026-02-01.toml") -> tuple[Wording, ...]:
    (folder / "appointment").mkdir(exist_ok=True)
    (folder / "appointment" / name).write_text(text)
    return load_wordings(folder)


def test_an_approved_text_is_read_with_its_reference(tmp_path: Path) -> None:
    [read] = _read(tmp_path, GOOD)
    assert (read.version, read.approval) == ("appointment/2026-02-01", "letter 7")


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("valid_from = 2026-02-01", "valid_from = 2026-02-02", "valid_from"),
        ("valid_from = 2026-02-01", "valid_from = 'soon'", "valid_from"),
        ('sms = "Call by {date}."', 'sms = "Call by {day}."', "languages.en-gb.sms"),
        ('sms = "Call by {date}."', 'sms = "Call {"', "languages.en-gb.sms"),
        ('sms = "Call by {date}."', 'sms = """Call\nby"""', "languages.en-gb.sms"),
        ('subject = "A reminder"', "", "languages.en-gb.subject"),
        ('date = "j F Y"', "", "languages.en-gb.date"),
        ("approval", "aproval", "aproval"),
        ("[languages.en-gb]", "[languages", ""),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_key(tmp_path: Path, was: str, becomes: str, key: str) -> None:
    with pytest.raises(ProgrammeError) as broken:
        _read(tmp_path, GOOD.replace(was, becomes))
    assert "appointment/2026-02-01.toml" in str(broken.value)
    assert key in str(broken.value)
