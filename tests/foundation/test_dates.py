"""Dates typed in three boxes or pasted into one."""

from datetime import date

import pytest

from foundation.forms import RegistryForm, ThreePartDateField

TODAY = date(2026, 11, 24)


class VisitForm(RegistryForm):
    """A birthday in the past, a visit to come."""

    born_on = ThreePartDateField(label="Date of birth", not_after_today=True, birthday=True)
    visit_on = ThreePartDateField(label="Next visit", not_before_today=True, required=False)


def fill(day: str = "", month: str = "", year: str = "") -> VisitForm:
    return VisitForm({"born_on_day": day, "born_on_month": month, "born_on_year": year}, today=TODAY)


@pytest.mark.parametrize(
    "boxes",
    [
        ("14", "3", "1981"),
        (" 14", "03 ", "1981"),
        ("1981-03-14", "", ""),
        ("", "1981-03-14", ""),
        ("", "", "14 3 1981"),
        ("14.3.1981", "", ""),
        ("14/03/1981", "9", "9"),
        ("1981-03-14T00:00:00Z", "", ""),
        ("١٤", "٣", "١٩٨١"),
    ],
)
def test_a_date_is_read_from_three_boxes_or_whole_from_any(boxes: tuple[str, str, str]) -> None:
    form = fill(*boxes)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born_on"] == date(1981, 3, 14)


@pytest.mark.parametrize(
    ("boxes", "message", "box"),
    [
        (("", "3", "1981"), "“Date of birth” has no day: 3 1981. Add the day, like 14.", 0),
        (("14", "", "1981"), "“Date of birth” has no month: 14 1981. Add the month, like 3.", 1),
        (("14", "3", ""), "“Date of birth” has no year: 14 3. Add the year, like 1981.", 2),
        (("31", "2", "1981"), "“Date of birth” is no real date: 31 2 1981. Type one like 14 3 1981.", 0),
        (("xx", "3", "1981"), "“Date of birth” is no real date: xx 3 1981. Type one like 14 3 1981.", 0),
        (("14", "3", "²"), "“Date of birth” is no real date: 14 3 ². Type one like 14 3 1981.", 0),
        (("-1", "3", "1981"), "“Date of birth” is no real date: -1 3 1981. Type one like 14 3 1981.", 0),
        (
            ("\u202e" + "9" * 5000, "3", "1981"),
            f"“Date of birth” is no real date: {'9' * 30}…. Type one like 14 3 1981.",
            0,
        ),
        (
            ("14", "3", "81"),
            "“Date of birth” has a short year: 14 3 81. Type all 4 numbers of the year, like 1981.",
            2,
        ),
        (
            ("14", "3", "1899"),
            "“Date of birth” is 14 Mar 1899, which is before 1 Jan 1900. Check the year.",
            2,
        ),
        (
            ("14", "3", "2101"),
            "“Date of birth” is 14 Mar 2101, which is after 31 Dec 2100. Check the year.",
            2,
        ),
        (
            ("25", "11", "2026"),
            "“Date of birth” is 25 Nov 2026, which is after today, 24 Nov 2026. Enter today or an earlier day.",
            0,
        ),
        (("", "", ""), "“Date of birth” is empty. Fill it in.", 0),
    ],
)
def test_an_error_says_what_to_do_and_leads_to_the_box(boxes: tuple[str, str, str], message: str, box: int) -> None:
    form = fill(*boxes)
    assert not form.is_valid()
    assert [(line.text, line.href) for line in form.error_lines] == [(message, f"#id_born_on_{box}")]


def test_what_was_typed_stays_in_the_boxes() -> None:
    drawn = str(fill("31", "2", "1981")["born_on"])
    assert 'value="31"' in drawn
    assert 'value="2"' in drawn
    assert 'value="1981"' in drawn


def test_today_itself_is_neither_past_nor_future() -> None:
    form = VisitForm({"born_on_day": "2026-11-24", "visit_on_day": "2026-11-24"}, today=TODAY)
    assert form.is_valid(), form.errors


def test_a_day_gone_by_is_refused_where_it_must_come() -> None:
    form = VisitForm({"born_on_day": "1981-03-14", "visit_on_day": "2026-11-23"}, today=TODAY)
    assert form.errors["visit_on"] == [
        "“Next visit” is 23 Nov 2026, which is before today, 24 Nov 2026. Enter today or a later day."
    ]


def test_a_date_that_may_be_left_out_is_none() -> None:
    form = fill("14", "3", "1981")
    assert form.is_valid()
    assert form.cleaned_data["visit_on"] is None


def test_a_form_that_needs_the_day_is_not_made_without_it() -> None:
    with pytest.raises(TypeError, match="needs today="):
        VisitForm({})


def test_a_date_known_already_is_laid_out_over_the_boxes() -> None:
    form = VisitForm(initial={"born_on": date(1981, 3, 14)}, today=TODAY)
    drawn = str(form["born_on"])
    assert all(f'value="{part}"' in drawn for part in (14, 3, 1981))
    assert not form.fields["born_on"].has_changed(date(1981, 3, 14), ["14", "3", "1981"])
    assert form.fields["born_on"].has_changed(None, ["14", "3", "1981"])


def test_the_boxes_bring_up_the_keys_for_numbers_and_have_labels_of_their_own() -> None:
    drawn = str(VisitForm(today=TODAY)["born_on"])
    assert drawn.count('inputmode="numeric"') == 3
    assert drawn.count("<label") == 3
    assert 'autocomplete="bday-year"' in drawn
