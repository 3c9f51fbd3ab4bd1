"""A broken programme file stops the loading, with a message that names the file, the key and what was expected."""

from typing import Final

import pytest

from rulebook import REASONS, ProgrammeError, ProgrammeFile
from rulebook import read_programmes as read
from tests.rulebook.trial import SECTIONS, programme_text, programmes

FILE: Final = "trial/2020-01-01.toml"


def message(text: str, *others: str) -> str:
    """Give the words with which a programme is refused."""
    with pytest.raises(ProgrammeError) as caught:
        programmes(text, *others)
    return str(caught.value)


def changed(section: str, old: str, new: str) -> str:
    """Write the trial programme with one thing changed in one section."""
    assert old in SECTIONS[section]
    return programme_text(**{section: SECTIONS[section].replace(old, new)})


WHOLE_NUMBERS = [
    ("test", "test.window_days", "window_days = 3", 0),
    ("test", "test.interval_days", "interval_days = 28", 0),
    ("test", "test.after_treatment_days", "after_treatment_days = 28", 0),
    ("contraception", "contraception.lead_days", "lead_days = 28", 0),
    ("contraception", "contraception.after_days", "after_days = 30", 0),
    ("contraception", "contraception.abstinence_confirmed_every_days", "abstinence_confirmed_every_days = 28", 0),
    ("male", "male.condom_after_days", "condom_after_days = 7", 0),
    ("male", "male.semen_donation_after_days", "semen_donation_after_days = 9", 0),
    ("donation", "donation.blood_after_days", "blood_after_days = 8", 0),
    ("supply", "supply.childbearing.max_days", "max_days = 28", 1),
    ("supply", "supply.childbearing.dispense_within_days", "dispense_within_days = 7", 0),
    ("supply", "supply.other.max_days", "max_days = 84", 1),
    ("non_childbearing", "non_childbearing.amenorrhoea_min_age", "amenorrhoea_min_age = 50", 0),
    ("indications", "indications[0].cycle_days", "cycle_days = 21", 1),
    ("indications", "indications[0].intake_days", "intake_days = 14", 1),
]
OPTIONAL_WHOLE_NUMBERS = [
    ("supply", "supply.childbearing.early_days", "early_days = 7", 0),
    ("supply", "supply.other.early_days", "early_days = 14", 0),
    ("indications", "indications[0].min_prior_regimens", "min_prior_regimens = 1", 0),
    ("indications", "indications[0].max_prior_regimens", "max_prior_regimens = 3", 0),
    ("indications", "indications[1].min_age", "min_age = 18\nprogressed", 0),
]
NUMBERS = [
    ("test", "test.sensitivity_miu_ml", "sensitivity_miu_ml = 25"),
    ("dose", "dose.starting_mg", "starting_mg = 4"),
]


@pytest.mark.parametrize(("section", "key", "line", "least"), [*WHOLE_NUMBERS, *OPTIONAL_WHOLE_NUMBERS])
def test_a_whole_number_is_one_and_not_below_its_least(section: str, key: str, line: str, least: int) -> None:
    name = line.split(" = ", maxsplit=1)[0]
    rest = line.split("\n")[1:]
    for value, shown in (
        (str(least - 1), str(least - 1)),
        ("1.5", "1.5"),
        ('"3"', '"3"'),
        ("true", "true"),
        ("[]", "a list"),
    ):
        text = changed(section, line, "\n".join([f"{name} = {value}", *rest]))
        assert message(text) == f"{FILE}: {key}: expected a whole number, {least} or more; not {shown}"
    programmes(changed(section, line, "\n".join([f"{name} = {least}", *rest])))


@pytest.mark.parametrize(("section", "key", "line", "least"), WHOLE_NUMBERS)
def test_a_required_number_may_not_be_missing(section: str, key: str, line: str, least: int) -> None:
    said = message(changed(section, line, ""))
    assert said.startswith(f"{FILE}: {key}: expected a whole number, {least} or more")
    assert said.endswith("; the key is missing")


@pytest.mark.parametrize(("section", "key", "line", "least"), OPTIONAL_WHOLE_NUMBERS)
def test_an_optional_number_may_be_missing(section: str, key: str, line: str, least: int) -> None:
    programmes(changed(section, line, "\n".join(line.split("\n")[1:])))


@pytest.mark.parametrize(("section", "key", "line"), NUMBERS)
def test_a_number_is_finite_and_above_zero(section: str, key: str, line: str) -> None:
    name = line.split(" = ", maxsplit=1)[0]
    for value in ("0", "0.0", "-1", "-0.5", "nan", "inf", '"25"', "true"):
        said = message(changed(section, line, f"{name} = {value}"))
        assert said.startswith(f"{FILE}: {key}: expected a finite number above 0; not ")
    assert message(changed(section, line, "")).endswith("; the key is missing")
    programmes(changed(section, line, f"{name} = 0.5"))


@pytest.mark.parametrize("value", ["0", "-1", "nan", '"3"', "true"])
def test_the_starting_dose_of_an_indication_is_a_number(value: str) -> None:
    said = message(changed("indications", "starting_mg = 3", f"starting_mg = {value}"))
    assert said.startswith(f"{FILE}: indications[0].starting_mg: expected a finite number above 0; not ")


@pytest.mark.parametrize("value", ["[]", "[0]", "[1, -1]", "[nan]", '["1"]', "[true]", "4", "{}"])
def test_strengths_are_a_list_of_numbers_one_at_least(value: str) -> None:
    said = message(changed("dose", "[1, 2.5, 4]", value))
    assert said.startswith(f"{FILE}: dose.strengths_mg: expected a list of finite numbers above 0, one at least; not ")


@pytest.mark.parametrize("key", ["title", "substance", "atc", "time_zone", "source"])
def test_a_text_says_something(key: str) -> None:
    lines = SECTIONS["head"].splitlines()
    for value in ('""', '"  "', "5", "[]", None):
        head = "\n".join(line for line in lines if not line.startswith(f"{key} ="))
        said = message(programme_text(head=head + (f"\n{key} = {value}\n" if value else "\n")))
        assert said.startswith(f"{FILE}: {key}: expected a text; ")


@pytest.mark.parametrize("key", ["id", "disease"])
def test_an_indication_has_an_id_and_a_disease(key: str) -> None:
    value = {"id": '"alone"', "disease": '"multiple_myeloma"\npartners = []'}[key]
    said = message(changed("indications", f"{key} = {value}", "partners = []" if key == "disease" else ""))
    assert said == f"{FILE}: indications[1].{key}: expected a text; the key is missing"


@pytest.mark.parametrize(
    ("section", "old", "new", "key"),
    [
        ("indications", "partners = []", "", "indications[1].partners"),
        ("indications", "partners = []", 'partners = "none"', "indications[1].partners"),
        ("indications", "partners = []", "partners = [1]", "indications[1].partners"),
        ("indications", 'prior_includes = ["lenalidomide"]', 'prior_includes = [""]', "indications[0].prior_includes"),
        ("partner_labels", '["The partner', '[5, "The partner', "partner_labels[1].unrecorded_conditions"),
        ("non_childbearing", "criteria = [", "criteria = [5, ", "non_childbearing.criteria"),
    ],
)
def test_a_list_of_texts_is_one(section: str, old: str, new: str, key: str) -> None:
    assert message(changed(section, old, new)).startswith(f"{FILE}: {key}: expected a list of texts; ")


@pytest.mark.parametrize(
    ("section", "line", "key"),
    [
        ("test", "sterilisation_frees_from_repeats = true", "test.sterilisation_frees_from_repeats"),
        ("indications", "progressed_on_last = true", "indications[1].progressed_on_last"),
    ],
)
def test_a_truth_is_true_or_false(section: str, line: str, key: str) -> None:
    said = message(changed(section, line, line.replace("true", '"true"')))
    assert said == f'{FILE}: {key}: expected true or false; not "true"'


@pytest.mark.parametrize(
    ("section", "old", "new", "key"),
    [
        ("contraception", '"implant"', '"barrier"', "contraception.accepted"),
        ("contraception", '"implant"', '"patch"', "contraception.accepted"),
        ("contraception", '"copper_iud"', '"withdrawal"', "contraception.accepted_with_warning"),
        ("contraception", 'only = ["vasectomised_partner"]', 'only = ["other"]', "contraception.confirmed_only"),
        ("non_childbearing", 'confirmed = ["premature', 'confirmed = ["late', "non_childbearing.specialist_confirmed"),
    ],
)
def test_a_word_outside_its_list_is_refused(section: str, old: str, new: str, key: str) -> None:
    assert message(changed(section, old, new)).startswith(f"{FILE}: {key}: expected words of ")


def test_a_refused_word_is_shown_beside_the_list() -> None:
    said = message(changed("contraception", '"implant"', '"patch"'))
    assert said == (
        f"{FILE}: contraception.accepted: expected words of implant, levonorgestrel_ius, medroxyprogesterone_depot, "
        "tubal_sterilisation, vasectomised_partner, progestogen_only_pill, abstinence, combined_hormonal, copper_iud; "
        'not "patch"'
    )


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("contraception", 'accepted_with_warning = ["combined_hormonal", "copper_iud"]'),
        ("contraception", 'confirmed_only = ["vasectomised_partner"]'),
        ("test", "sterilisation_frees_from_repeats = true"),
        ("indications", 'prior_includes = ["lenalidomide"]'),
        ("indications", "progressed_on_last = true"),
        ("indications", "starting_mg = 3"),
        ("partner_labels", 'unrecorded_conditions = ["The partner\'s own label asks for more."]'),
    ],
)
def test_an_optional_key_may_be_missing(section: str, line: str) -> None:
    programmes(changed(section, line, ""))


def test_a_country_may_list_a_criterion_of_its_own() -> None:
    programmes(changed("non_childbearing", "criteria = [", 'criteria = ["tubal_ligation", '))
    own = changed("non_childbearing", 'criteria = ["age', 'criteria = ["tubal_ligation", "age')
    programmes(own.replace('confirmed = ["', 'confirmed = ["tubal_ligation", "'))


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("supply", "supply"), ("non_childbearing", "non_childbearing"), ("dose", "dose"),
    ],
)  # fmt: skip
def test_a_required_table_may_not_be_missing(section: str, key: str) -> None:
    assert message(programme_text(section)) == f"{FILE}: {key}: expected a table [{key}]; the key is missing"


@pytest.mark.parametrize("category", ["childbearing", "other"])
def test_both_tables_of_supply_are_required(category: str) -> None:
    said = message(changed("supply", f"[supply.{category}]", f"[supply.x{category}]"))
    assert said.startswith(f"{FILE}: supply.x{category}: unknown key; expected one of childbearing, other")
    one = programme_text(supply="\n[supply.childbearing]\nmax_days = 28\ndispense_within_days = 7\n")
    assert message(one) == f"{FILE}: supply.other: expected a table [supply.other]; the key is missing"


@pytest.mark.parametrize(
    "section", ["test", "contraception", "male", "donation", "agreement", "partner_labels", "gates"]
)
def test_an_optional_table_may_be_missing(section: str) -> None:
    programmes(programme_text(section))


@pytest.mark.parametrize(
    "section", ["test", "contraception", "male", "donation", "agreement", "gates", "supply", "dose"]
)
def test_a_table_is_a_table(section: str) -> None:
    head = SECTIONS["head"] + f"{section} = 5\n"
    text = programme_text(section, head=head)
    assert message(text).startswith(f"{FILE}: {section}: expected a table [{section}]; not 5")


@pytest.mark.parametrize("key", ["indications", "partner_labels"])
def test_indications_and_labels_are_tables(key: str) -> None:
    text = programme_text(key, head=SECTIONS["head"] + f"{key} = [5]\n")
    assert message(text) == f"{FILE}: {key}: expected tables [[{key}]]; not a list"


def test_there_is_one_indication_at_least() -> None:
    for text in (
        programme_text("indications"),
        programme_text(head=SECTIONS["head"] + "indications = []\n", without="indications"),
    ):
        assert message(text) == f"{FILE}: indications: expected one table [[indications]] at least"


def test_a_programme_with_tests_says_how_long_a_prescription_lasts() -> None:
    without_window = changed("supply", "dispense_within_days = 7", "")
    assert message(without_window) == (
        f"{FILE}: supply.childbearing.dispense_within_days: "
        "expected a whole number, 0 or more, because there is a [test]; the key is missing"
    )
    programmes(without_window.replace(SECTIONS["test"], ""))


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("head", "colour"), ("test", "test.colour"), ("contraception", "contraception.colour"), ("male", "male.colour"),
        ("donation", "donation.colour"), ("supply", "supply.other.colour"), ("agreement", "agreement.colour"),
        ("non_childbearing", "non_childbearing.colour"), ("dose", "dose.colour"),
        ("indications", "indications[1].colour"), ("partner_labels", "partner_labels[1].colour"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_refused(section: str, key: str) -> None:
    said = message(programme_text(**{section: SECTIONS[section] + "colour = 1\n"}))
    assert said.startswith(f"{FILE}: {key}: unknown key; expected one of ")


def gated(**gates: object) -> str:
    """Write the trial programme with gates."""
    return programme_text(gates="\n[gates]\n" + "".join(f"{code} = {gate}\n" for code, gate in gates.items()))


def test_a_gate_of_an_unknown_code_is_refused() -> None:
    assert message(gated(off_label='"warn"')).startswith(f"{FILE}: gates.off_label: unknown key; expected one of not_")


def test_a_gate_is_one_of_three_words() -> None:
    said = message(gated(card_missing='"shout"'))
    assert said == f'{FILE}: gates.card_missing: expected one of block, warn, record; not "shout"'
    assert message(gated(card_missing="5")) == f"{FILE}: gates.card_missing: expected a text; not 5"


FIXED = ["not_enrolled", "treatment_stopped", "category_missing", "pregnancy_suspected", "prescription_in_future"]


@pytest.mark.parametrize("gate", ["warn", "record"])
@pytest.mark.parametrize("code", FIXED)
def test_five_gates_may_not_be_moved(code: str, gate: str) -> None:
    said = message(gated(**{code: f'"{gate}"'}))
    assert said == f'{FILE}: gates.{code}: expected block, because this reason may not be moved; not "{gate}"'
    programmes(gated(**{code: '"block"'}))


@pytest.mark.parametrize("code", [code for code in REASONS if code not in FIXED and not code.startswith("test_")])
def test_every_other_gate_may_be_moved(code: str) -> None:
    assert REASONS[code].is_movable
    for gate in ("warn", "record", "block"):
        programmes(gated(**{code: f'"{gate}"'}))


def test_the_two_gates_of_the_test_are_the_same() -> None:
    programmes(gated(test_missing='"warn"', test_not_qualifying='"warn"'))
    programmes(gated(test_missing='"block"'))
    same = "expected the same gate for test_missing and test_not_qualifying; not "
    assert message(gated(test_missing='"warn"')) == f'{FILE}: gates.test_missing: {same}"warn"'
    assert message(gated(test_not_qualifying='"warn"')) == f'{FILE}: gates.test_not_qualifying: {same}"warn"'
    assert message(gated(test_missing='"warn"', test_not_qualifying='"record"')).startswith(
        f"{FILE}: gates.test_missing"
    )


def refusal(folder: str, name: str, content: bytes) -> ProgrammeError:
    """Give the error with which a file is refused."""
    with pytest.raises(ProgrammeError) as caught:
        read([ProgrammeFile(folder, name, content)])
    return caught.value


def file_message(folder: str, name: str, content: bytes) -> str:
    """Give the words with which a file is refused."""
    return str(refusal(folder, name, content))


def test_a_file_stands_in_the_folder_of_its_id() -> None:
    content = programme_text().encode()
    said = file_message("other", "2020-01-01.toml", content)
    assert said == 'other/2020-01-01.toml: id: expected "other", the name of the folder, not "trial"'
    assert file_message("trial", "2020-01-01.toml", b"") == f"{FILE}: id: expected a text; the key is missing"


@pytest.mark.parametrize(
    "name", ["2020-01-02.toml", "20200101.toml", "2020-01-01 (1).toml", "2020-01-01.TOML", "new.toml"]
)
def test_a_file_is_named_by_the_day_from_which_it_holds(name: str) -> None:
    said = file_message("trial", name, programme_text().encode())
    assert said == f"trial/{name}: valid_from: expected a file named by it: 2020-01-01.toml, not {name}"


@pytest.mark.parametrize("value", ['"2020-01-01"', "2020-01-01T00:00:00", "20200101", "09:00:00"])
def test_the_day_from_which_it_holds_is_a_date(value: str) -> None:
    text = programme_text(head=SECTIONS["head"].replace("valid_from = 2020-01-01", f"valid_from = {value}"))
    said = file_message("trial", "2020-01-01.toml", text.encode())
    assert said.startswith(f"{FILE}: valid_from: expected a date written YYYY-MM-DD without quotes; not ")


def test_the_day_from_which_it_holds_is_not_missing() -> None:
    text = programme_text(head=SECTIONS["head"].replace("valid_from = 2020-01-01", ""))
    said = file_message("trial", "2020-01-01.toml", text.encode())
    assert said == f"{FILE}: valid_from: expected a date written YYYY-MM-DD without quotes; the key is missing"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff", "expected a text in UTF-8"),
        (b"id = ", "expected TOML: "),
        (b'id = "a"\nid = "b"', "expected TOML: "),
        (b"a = " + b"[" * 100_000, "expected TOML that is not nested without end"),
        (b"a = " + b"9" * 5_000, "expected TOML: "),
        (b"\x00", "expected TOML: "),
    ],
)
def test_a_file_is_toml(content: bytes, expected: str) -> None:
    error = refusal("trial", "2020-01-01.toml", content)
    assert (error.file, error.key) == (FILE, "")
    assert str(error).startswith(f"{FILE}: {expected}")


def test_a_refusal_tells_file_key_and_expectation_apart() -> None:
    with pytest.raises(ProgrammeError) as caught:
        programmes(gated(card_missing="5"))
    assert (caught.value.file, caught.value.key) == (FILE, "gates.card_missing")
    assert caught.value.expected == "expected a text; not 5"
