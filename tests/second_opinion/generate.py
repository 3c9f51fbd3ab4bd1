"""Random programmes and histories from a seed, crowded around every boundary that the rules have."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from tests.second_opinion import programme_files
from tests.second_opinion.dice import LAST, Dice, dated, years_before
from tests.second_opinion.generate_plots import turn
from tests.second_opinion.generate_programmes import CRITERIA, METHODS
from tests.second_opinion.programme_files import Programmes, Table

LEAP_DAYS = [date(year, 2, 29).toordinal() for year in (2012, 2016, 2020, 2024, 2028)]
CATEGORIES = ("childbearing", "childbearing", "childbearing", "non_childbearing", "male")


def histories(seed: str, count: int, programmes: Programmes) -> Iterator[dict[str, Any]]:
    """Yield well-formed lines; each is drawn from its own seed, so that one can be drawn again alone."""
    for number in range(count):
        yield history(f"{seed}/{number}", programmes)


def history(case: str, programmes: Programmes) -> dict[str, Any]:
    """Draw one well-formed line."""
    rng = Random(case)  # noqa: S311 - a test's dice, no secret
    name = rng.choice(sorted(programmes))
    first = min(programmes[name])
    turns = [start for versions in programmes.values() for start in versions if start >= first]
    asked = rng.choice([rng.choice(turns), rng.choice(LEAP_DAYS), rng.randint(first, first + 4000)])
    if rng.random() < 0.005:
        asked = LAST - rng.choice((0, 1, 40))
    d = min(LAST, max(first, asked + rng.choice((-1, 0, 0, 1, 2))))
    rules = programme_files.on(programmes, name, d)
    if rng.random() < 0.003:
        d = first - rng.choice((1, 1, 8))  # no version holds yet, though one may on T
    assert rules is not None
    return Pen(rng, rules, d).write(case, name)


class Pen(Dice):
    """Writes one history, list by list."""

    def write(self, case: str, programme: str) -> dict[str, Any]:
        """Write the whole line."""
        self.category = self.rng.choice(CATEGORIES)
        self.assessed = self.long_before(self.d)
        dispensings = self.dispensings()
        categories = self.categories()
        line: dict[str, Any] = {
            "case": case, "programme": programme, "on": self.t, "prescription": "rx2",
            "ask": "prescribe" if self.prescribing else "dispense",
            "card": self.rng.choice(("k1", "k1", "k2", None)),
            "stops": self.stops(),
            "categories": categories,
            "agreements": self.agreements(),
            "cards": self.cards(),
            "tests": self.tests(dispensings),
            "contraception": self.contraception(dispensings),
            "pregnancies": self.pregnancies(),
            "treatment": self.treatment(),
            "patient": self.patient(categories),
            "prescriber": {"certified": self.spans(self.d)},
            "pharmacy": {"registered": self.spans(self.t)},
            "prescriptions": self.prescriptions(),
            "dispensings": dispensings,
        }  # fmt: skip
        line["capsules"] = self.asked(line["prescriptions"], dispensings)
        turn(self.rng, self.rules, line, self.d, self.t)
        written: dict[str, Any] = self.worn(dated(line))
        if written.get("ask") == "prescribe" and self.chance(0.3):
            del written["capsules"]
        return written

    def stops(self) -> list[dict[str, Any]]:
        """Write interruptions, most of them over."""
        starts = [self.near() for _ in self.some((85, 10, 5))]
        return [{"from": start, "until": self.ending(start, self.t, share=0.6)} for start in starts]

    def spans(self, day: int) -> list[dict[str, Any]]:
        """Write the spans of a certification or registration."""
        starts = [self.long_before(day) for _ in self.some((4, 80, 16))]
        return [{"from": start, "until": self.ending(day, start)} for start in starts]

    def categories(self) -> list[dict[str, Any]]:
        """Write assessments, sometimes two on a day, sometimes another category between D and T."""
        days = [self.assessed for _ in self.some((4, 96))]
        days += [self.near(self.d, self.t, self.assessed, back=0.4) for _ in self.some((70, 20, 7, 3))]
        days += [self.rng.choice(days) for _ in self.some((90, 10)) if days]
        self.assessed_days = days or [self.assessed]
        return [
            {
                "assessed_on": day,
                "category": self.category if self.chance(0.7) else self.rng.choice(CATEGORIES),
                "criterion": self.rng.choice((None, "age_50_amenorrhoea_1_year", "menopause", *CRITERIA)),
                "specialist_confirmed": self.rng.choice((True, False, None)),
            }
            for day in days
        ]

    def agreements(self) -> list[dict[str, Any]]:
        """Write agreements around the assessments and the yearly form."""
        return [
            {
                "signed_on": self.near(*self.assessed_days, self.d, back=0.4),
                "category": self.category if self.chance(0.8) else self.rng.choice(CATEGORIES),
            }
            for _ in self.some((8, 60, 25, 7))
        ]

    def cards(self) -> list[dict[str, Any]]:
        """Write cards, now and then one revoked or two of one id."""
        return [
            {
                "id": None if self.chance(0.03) else self.rng.choice(("k1", "k1", "k2")),
                "issued_on": self.long_before(self.t),
                "revoked_on": self.ending(self.t, share=0.2),
            }
            for _ in self.some((6, 80, 14))
        ]

    def dispensings(self) -> list[dict[str, Any]]:
        """Write supplies that meet and overlap, some returned, some on the prescription in question."""
        days: list[int] = []
        for _ in self.some((20, 35, 30, 15)):
            days.append(self.near(self.d, *days[-1:]))
        return [
            {
                "prescription": self.rng.choice(("rx1", "rx1", "rx0", "rx2")),
                "dispensed_on": day,
                "capsules": self.rng.choice((0, 7, 14, 21)),
                "days": self.rng.choice((None, 0, 1, *self.numbers)),
                "returned_on": self.ending(self.t, day, share=0.2),
            }
            for day in days
        ]

    def tests(self, dispensings: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Write tests in and beside the window, an interval apart, before supplies."""
        limit = self.rules.get("test", {}).get("sensitivity_miu_ml", 25)
        supplies = [d["dispensed_on"] for d in dispensings]
        days = [self.near(self.d, self.d, self.t, *supplies) for _ in self.some((8, 22, 30, 25, 15))]
        sound = self.rng.choice((0.7, 0.95))
        beside = (None, limit + 1, limit / 2, limit + 0.5)
        return [
            {
                "sampled_on": day,
                "result": "negative" if self.chance(sound) else self.rng.choice(("positive", "inconclusive")),
                "sensitivity_miu_ml": limit if self.chance(sound) else self.rng.choice(beside),
                "supervised": True if self.chance(sound) else self.rng.choice((False, None)),
            }
            for day in days
        ]

    def contraception(self, dispensings: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Write spans that meet, overlap or leave a day open."""
        methods = self.rng.choice((METHODS, METHODS, ("abstinence",), ("tubal_sterilisation", "abstinence")))
        anchors = [self.d, self.t, *(d["dispensed_on"] for d in dispensings)]
        records: list[dict[str, Any]] = []
        for _ in self.some((6, 50, 30, 14)):
            start = self.long_before(*anchors)
            ended = self.ending(self.d, self.t, start)
            records.append(
                {
                    "method": self.rng.choice(methods), "started_on": start, "ended_on": ended,
                    "valid_until": self.ending(share=0.2), "confirmed": self.rng.choice((True, True, False, None)),
                    "confirmed_on": [self.near(self.d, self.t) for _ in self.some((30, 50, 20))],
                }
            )  # fmt: skip
            anchors = [ended or start, self.d]
        return records

    def pregnancies(self) -> list[dict[str, Any]]:
        """Write suspicions, around the tests and resolved around them."""
        starts = [self.near() for _ in self.some((75, 20, 5))]
        return [{"suspected_on": s, "resolved_on": self.ending(s, *self.seen, share=0.7)} for s in starts]

    def labels(self) -> list[Table]:
        """Return every indication and partner label."""
        found: list[Table] = self.rules["indications"] + self.rules.get("partner_labels", [])
        return found

    def treatment(self) -> dict[str, Any] | None:
        """Write a treatment that fits a label, or fails it by one condition."""
        self.label = label = self.rng.choice(self.labels())
        self.started = self.long_before(self.d)
        prior = [[s] for s in label.get("prior_includes", [])]
        while len(prior) < label.get("min_prior_regimens", 0) + self.rng.choice((0, 0, 1, -1)):
            prior.append(["melphalan", "dexamethasone"])
        if self.chance(0.2) and prior:
            prior = [sorted({s for regimen in prior for s in regimen})]
        partners = label["partners"] + ["dexamethasone"] * self.chance(0.1)
        return {
            "started_on": self.started,
            "ended_on": self.ending(share=0.2),
            "disease": label["disease"] if self.chance(0.85) else self.rng.choice((None, "al_amyloidosis")),
            "partners": self.rng.choice((partners, partners, partners[::-1], partners[1:], [], None)),
            "prior_regimens": self.rng.choice((prior, prior, prior, prior[1:], [], None)),
            "progressed_on_last": self.rng.choice((True, True, False, None)),
        }

    def patient(self, categories: list[dict[str, Any]]) -> dict[str, Any]:
        """Write somebody who comes of an age that a rule names on the very day, or one day off."""
        ages = [self.rules["non_childbearing"]["amenorrhoea_min_age"], self.label.get("min_age", 18)]
        day = self.rng.choice([self.started, *(c["assessed_on"] for c in categories), self.rng.choice(LEAP_DAYS)])
        born = years_before(max(day, 40_000), self.rng.choice((*ages, 35))) + self.rng.choice((-1, 0, 0, 1))
        return {
            "birth_date": None if self.chance(0.05) else born,
            "enrolled_on": None if self.chance(0.03) else self.long_before(self.d),
            "withdrawn_on": self.ending(self.t, share=0.05),
        }

    def prescriptions(self) -> list[dict[str, Any]]:
        """Write the prescription in question, with as many capsules as can be or one more, and others."""
        law, supply = self.rules["dose"], self.rules["supply"][self.rng.choice(("childbearing", "other"))]
        strength = self.rng.choice((*law["strengths_mg"], *law["strengths_mg"], 4, 5, None))
        factor = self.rng.choice((1, 1, 2, 3, 0.5))
        dose = self.rng.choice(
            (law["starting_mg"], law["starting_mg"] + 1, None, 0, round((strength or 4) * factor, 3))
        )
        days = max(0, supply["max_days"] + self.rng.choice((-7, -1, 0, 0, 0, 1)))
        cycle = self.rng.choice((self.label["cycle_days"], 21, 28, None))
        intake = self.rng.choice((self.label["intake_days"], self.label["intake_days"] + 1, 14, 21, None))
        likely = (days // (cycle or 28)) * (intake or 21) + min(days % (cycle or 28), intake or 21)
        units = max(1, round((dose or 4) / (strength or 4) + 0.4))
        rx = {
            "id": "rx2", "prescribed_on": self.d, "days_supply": days,
            "capsules": max(0, likely * units + self.rng.choice((-7, -1, 0, 0, 1))),
            "strength_mg": strength, "daily_dose_mg": dose, "cycle_days": cycle, "intake_days": intake,
            "cancelled_on": self.ending(self.t, share=0.1),
        }  # fmt: skip
        others = [rx | {"id": f"rx{n}", "prescribed_on": self.near()} for n in self.some((60, 30, 10))]
        return [*others, rx]

    def asked(self, prescriptions: list[dict[str, Any]], dispensings: list[dict[str, Any]]) -> int:
        """Ask for what is left of the prescription, or one capsule more."""
        gone = sum(r["capsules"] for r in dispensings if r["prescription"] == "rx2" and r["dispensed_on"] <= self.t)
        left: int = prescriptions[-1]["capsules"] - gone
        return max(1, self.rng.choice((left, left, left + 1, 21, 1)))
