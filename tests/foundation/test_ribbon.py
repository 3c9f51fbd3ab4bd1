"""The ribbon draws the dates it is given."""

from datetime import date

from foundation.ribbon import draw_ribbon


def test_each_day_is_a_tick_of_its_kind() -> None:
    ribbon = draw_ribbon(
        first=date(2026, 11, 1),
        days=7,
        today=date(2026, 11, 3),
        window=(date(2026, 11, 5), date(2026, 11, 6)),
        due=date(2026, 11, 6),
        text="Day 3 of 7",
    )
    assert [tick.kind for tick in ribbon.ticks] == ["done", "done", "today", "ahead", "window", "window", "ahead"]
    assert ribbon.due_x is not None
    assert ribbon.ticks[5].x < ribbon.due_x < ribbon.ticks[6].x
    assert ribbon.text == "Day 3 of 7"


def test_a_due_day_off_the_ribbon_is_not_drawn() -> None:
    ribbon = draw_ribbon(first=date(2026, 11, 1), days=3, today=date(2026, 11, 9), due=date(2026, 11, 9), text="Over")
    assert ribbon.due_x is None
    assert {tick.kind for tick in ribbon.ticks} == {"done"}


def test_the_ticks_of_one_kind_are_one_shape() -> None:
    ribbon = draw_ribbon(first=date(2026, 11, 1), days=4, today=date(2026, 11, 3), text="Day 3 of 4")
    assert [kind for kind, _path in ribbon.shapes] == ["done", "today", "ahead"]
    assert dict(ribbon.shapes)["done"].count("M") == 2
    for tick in ribbon.ticks:
        assert f"M{tick.x} {tick.y}h6v{tick.height}h-6z" in dict(ribbon.shapes)[tick.kind]
