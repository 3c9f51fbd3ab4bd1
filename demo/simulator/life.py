"""One life after another: what a patient, a centre and a pharmacy do, drawn with dice that fall alike for one seed."""

import random
from collections import Counter as Tally
from dataclasses import dataclass, field
from typing import Final

from demo.simulator.chances import (
    AT_ONCE,
    CONCEIVES,
    DIES,
    ENDS,
    FATHERS,
    LEAD,
    NEVER_COLLECTED,
    PAUSES,
    PILLS,
    SHOWN_IN_VAIN,
    TELLS,
    TOLD,
)
from demo.simulator.counter import Counter, asked_to_prescribe
from demo.simulator.days import iso
from demo.simulator.person import Method, Somebody, draw_method, draw_somebody, tokens_of
from demo.simulator.plan import Pharmacy, Plan
from demo.simulator.record import Facts, Record
from demo.simulator.registrations import is_registered, registered_spans
from demo.simulator.tables import Sheet
from patients.statements import statements_of
from programmes.controls import controls
from rulebook import Programmes, Verdict

FORM: Final = "plain-2026-11"


@dataclass(slots=True)
class Life:
    """What became of one patient: the rows, and what happened how often, by centre or pharmacy."""

    sheet: Sheet
    happened: Tally[tuple[str, str]] = field(default_factory=Tally)


def live(*, plan: Plan, number: int, programmes: Programmes) -> Life:
    """Live one patient's life, the same for the same plan and number."""
    dice = random.Random(f"{plan.seed}/{number}")
    return _Course(dice, plan, programmes, draw_somebody(dice, plan)).run()


class _Course:
    """The course of one treatment."""

    def __init__(self, dice: random.Random, plan: Plan, programmes: Programmes, who: Somebody) -> None:
        self.dice, self.plan, self.programmes, self.who = dice, plan, programmes, who
        self.quality = who.centre.quality
        programme = plan.programme(who.substance, who.centre.country)
        found = programmes.on_day(programme, plan.last_day)
        assert found is not None  # the plan names programmes that are in force
        self.rules = found
        self.record = Record(
            dice=dice,
            centre=who.centre,
            programme=programme,
            substance=found.substance,
            zone=found.time_zone,
            certified=[{"from": iso(plan.opened), "until": None}],
            prescriber=dice.choice(who.centre.prescribers),
        )
        self.able = who.category == "childbearing"
        self.window = found.supply(who.category).dispense_within_days
        self.supply = self._usual_supply()
        self.happened: Tally[tuple[str, str]] = Tally()
        self.method, self.series = who.method, ""
        self.method_ends: int | None = None
        self.sampled = self.given_on = self.overruled_on = 0
        self.alive = True

    def run(self) -> Life:
        """Live it through, up to the last day of the plan."""
        self._begin()
        day = self._first_visit()
        while self.alive and day <= self.plan.last_day:
            day = self._visit(day)
        return Life(self.record.finish(), self.happened)

    def tell(self, what: str, *, of: bool = True) -> bool:
        """Count an occasion and, if so, that it happened."""
        self.happened[self.who.centre.id, f"{what}:of"] += 1
        self.happened[self.who.centre.id, what] += of
        return of

    def _usual_supply(self) -> int:
        use = self.who.use
        if self.able or use.cycle_days == 21:
            return 21 if use.cycle_days == 21 else 28
        return 84 if self.dice.random() < 0.1 and use.cycle_days == 28 else 28

    def _begin(self) -> None:
        who, record, day = self.who, self.record, self.who.enrolled
        record.enrol(day, who.identity, tokens_of(who.identity["family_name"], who.identity["given_name"]))
        record.assess(day, who.category, who.criterion)
        record.sign(day, who.category, statements_of(category=who.category, programme=self.rules), FORM)
        self.tell("off_label", of=who.is_off_label)
        self.tell("label_untold", of=who.use.partners is None)
        record.treat(day, who.use, declared=who.declared)
        record.give_card(day)
        if who.method is not None:
            before = self.dice.randrange(60, 900) if who.prevalent or self.dice.random() < 0.5 else 0
            self._protect(day, who.method, since=day - before)

    def _protect(self, day: int, method: Method, *, since: int) -> None:
        until = None if method.lasts is None else since + method.lasts
        self.method, self.method_ends = method, until
        self.series = self.record.protect(day, method.word, since=since, until=until, confirmed=method.confirmed)

    def _first_visit(self) -> int:
        facts = self.record.facts["contraception"]
        new = self.able and facts[0]["started_on"] == iso(self.who.enrolled)
        return self.who.enrolled + (LEAD if new else self.dice.randrange(6))

    # --- the desk -----------------------------------------------------------------------------------------------

    def _visit(self, day: int) -> int:
        """Come to the centre; give the day of the next visit."""
        if self.able and self.given_on and self.dice.random() < CONCEIVES and self.sampled < day:
            return self._positive(day)
        self._keep_protected(day)
        test = self._test(day) if self.able else None
        answer = self._ask(day)
        if answer.reasons and "test_missing" in answer.reasons and self._is_sterilised:
            test = self._take_test(day, day, self._limit)
            answer = self._ask(day)
        if answer.reasons:
            return self._refused(day, answer)
        self.record.prescribe(day, self.who.use, self.supply)
        if self.who.category == "male" and self.who.age < 70 and self.dice.random() < FATHERS:
            self.tell("partner_pregnancies")
            self.record.tell_of_partner(day)
        self.record.visit(day, answer.judged_as or "", test, self._side_effect())
        return self._collect(day)

    def _ask(self, day: int) -> Verdict:
        return asked_to_prescribe(
            record=self.record, programmes=self.programmes, day=day, use=self.who.use, days=self.supply
        )

    @property
    def _is_sterilised(self) -> bool:
        return self.method is not None and self.method.word == "tubal_sterilisation"

    @property
    def _limit(self) -> int:
        return round(self.rules.test.sensitivity_miu_ml) if self.rules.test else 25

    def _keep_protected(self, day: int) -> None:
        """Confirm abstinence again, and renew a method in time before it runs out; now and then nobody does."""
        if self.method is None:
            if self.able:
                self._protect(day, draw_method(self.dice), since=day)
            return
        if self.method.word in PILLS and self.tell(
            "stops_protection", of=self.dice.random() < self.quality.stops_protection
        ):
            self.record.protect_otherwise(day, self.series, "ended", ended_on=iso(day - self.dice.randrange(6)))
            self.method, self.method_ends = None, None
            return
        if self.method.word == "abstinence":
            fact = self.record.rows[self.series]["fact"]
            if iso(day) not in fact["confirmed_on"] and self.dice.random() < 0.985:
                confirmed = [*fact["confirmed_on"], iso(day)]
                self.record.protect_otherwise(day, self.series, "confirmed again", confirmed_on=confirmed)
        if self.method_ends is not None and self.method_ends < day + 40 and self.dice.random() < 0.8:
            if self.method_ends >= day:
                self.record.protect_otherwise(day, self.series, "ended", ended_on=iso(day))
            self._protect(day, self.method, since=day)

    def _test(self, day: int) -> str | None:
        """Test as the centre tests: not at all, with a weak kit, on a day before, or well."""
        if self._is_sterilised and self.given_on:
            return None
        if self.tell("skips_tests", of=self.dice.random() < self.quality.skips_tests):
            return None
        weak = self.tell("uses_weak_tests", of=self.dice.random() < self.quality.uses_weak_tests)
        early = self.dice.random() < self.quality.tests_another_day
        sampled = day - self.dice.randrange(1, 4) if early else day
        return self._take_test(day, min(day, max(sampled, self.sampled + 1)), 2 * self._limit if weak else self._limit)

    def _take_test(self, day: int, sampled: int, sensitivity: int) -> str:
        if sensitivity <= self._limit:
            self.sampled = sampled
        return self.record.test(day, sampled, "negative", sensitivity)

    def _side_effect(self) -> Facts | None:
        if self.dice.random() >= TELLS:
            return None
        serious = self.dice.random() < 0.15
        self.tell("side_effects")
        return {
            "words": self.dice.choice(TOLD), "serious": serious, "began_on": None, "now_is": "", "capsules": "",
            "led_to": ["hospital"] if serious else [],
        }  # fmt: skip

    def _refused(self, day: int, answer: Verdict) -> int:
        """Put right what the desk was refused for, and come again."""
        self.tell("refused_at_the_desk")
        self.happened[self.who.centre.id, f"desk:{answer.reasons[0]}"] += 1
        if {"contraception_missing", "contraception_too_recent"} & set(answer.reasons):
            if "contraception_missing" in answer.reasons:
                if self.method is not None and self.method_ends is None:
                    self.record.protect_otherwise(day, self.series, "ended", ended_on=iso(day))
                self._protect(day, draw_method(self.dice), since=day)
            return day + LEAD
        return day + self.dice.randrange(1, 4)

    def _positive(self, day: int) -> int:
        """Find a positive test: the supply stops; it was a false alarm, or treatment ends."""
        self.tell("pregnancies")
        record, second = self.record, self._second()
        self.sampled = 0
        pregnancy = record.suspect(day, record.test(day, day, "positive", self._limit))
        self.version_rises()
        if self.dice.random() < 0.4:
            cleared = day + self.dice.randrange(3, 8)
            if cleared > self.plan.last_day:
                self.alive = False
                return cleared
            record.resolve(cleared, pregnancy, "false_alarm", second)
            return cleared + self.dice.randrange(1, 4)
        over = day + self.dice.randrange(30, 200)
        self._end(day, "pregnancy", forgets=None)
        if over <= self.plan.last_day:
            record.resolve(over, pregnancy, "ended", second)
        return over

    def version_rises(self) -> None:
        """Count one more change of the record."""
        self.record.version += 1

    def _second(self) -> str:
        others = [one for one in self.who.centre.prescribers if one != self.record.prescriber]
        return others[0]

    # --- the pharmacy -------------------------------------------------------------------------------------------

    def _collect(self, day: int) -> int:
        """Go to the pharmacy; give the day of the next visit."""
        late = False
        if self.window is not None:
            late = self.tell("sends_late", of=self.dice.random() < self.quality.sends_late)
        delay = 0 if self.dice.random() < AT_ONCE else self.dice.randrange(1, 4)
        on = day + (self.window + self.dice.randrange(1, 5) if late and self.window is not None else delay)
        if on > self.plan.last_day:
            return on
        pharmacy = self.dice.choice(self.who.centre.pharmacies)
        if is_registered(pharmacy, on) and not late and self.dice.random() < pharmacy.late_entries:
            self._enter_late(pharmacy, on)
            return self._go_on(day, on)
        counter, minute = self._counter(pharmacy), 11 * 60 + self.dice.randrange(360)
        whole = self._whole
        if self.dice.random() < 0.001:
            counter.refuse(on, minute - 2, "cannot_confirm")
        verdict = counter.check(on, minute, whole)
        if verdict.reasons == ("pharmacy_not_registered",):
            self.happened[pharmacy.id, "not_registered"] += 1
            other = next(one for one in self.who.centre.pharmacies if one is not pharmacy)
            pharmacy, counter = other, self._counter(other)
            verdict = counter.check(on, minute + 40, whole)
            minute += 40
        if verdict.reasons:
            return self._prevented(day, on, minute, counter, verdict)
        if self.dice.random() < NEVER_COLLECTED and on + 4 <= self.plan.last_day:
            counter.dispense(on, minute + 3, whole, 0)
            counter.take_back(on + 4, 10 * 60)
            self.happened[pharmacy.id, "never_collected"] += 1
            return on + 4 + self.dice.randrange(1, 4)
        self._take(counter, pharmacy, on, minute + 3)
        return self._go_on(day, on)

    @property
    def _whole(self) -> int:
        written = self.record.open
        assert written is not None  # just prescribed
        return written.capsules

    def _counter(self, pharmacy: Pharmacy) -> Counter:
        return Counter(
            record=self.record,
            pharmacy=pharmacy,
            registered=registered_spans(plan=self.plan, pharmacy=pharmacy),
            programmes=self.programmes,
        )

    def _take(self, counter: Counter, pharmacy: Pharmacy, on: int, minute: int) -> None:
        """Take the capsules home: all of them, or a part now and the rest when the pharmacy has it."""
        whole, self.given_on = self._whole, on
        rest_on = on + self.dice.randrange(1, 4)
        can_wait = self.window is None or rest_on <= (self.record.open.day if self.record.open else 0) + self.window
        parted = self.dice.random() < pharmacy.part_supplies and can_wait and rest_on <= self.plan.last_day
        if not parted or whole < 4:
            counter.dispense(on, minute, whole, 0)
            return
        part = whole * 2 // 3
        counter.dispense(on, minute, part, 0)
        self.happened[pharmacy.id, "part_supplies"] += 1
        if not counter.check(rest_on, minute, whole - part).reasons:
            counter.dispense(rest_on, minute + 2, whole - part, part)

    def _enter_late(self, pharmacy: Pharmacy, on: int) -> None:
        self._counter(pharmacy).enter_late(on, 12 * 60 + 10, self._whole, 0)
        self.happened[pharmacy.id, "late_entries"] += 1
        self.given_on = on

    def _prevented(self, day: int, on: int, minute: int, counter: Counter, verdict: Verdict) -> int:
        """Go home without: the prescriber is told, or two people overrule, and a new visit puts it right."""
        self.happened[self.who.centre.id, f"counter:{verdict.reasons[0]}"] += 1
        if self._overruled(on, minute, counter, verdict):
            self.happened[self.who.centre.id, "overrides"] += 1
        elif self.dice.random() < 0.6:
            counter.tell(on, minute + 2, on + 1 if self.dice.random() < 0.7 and on < self.plan.last_day else None)
        return on + self.dice.choice((1, 1, 2, 3, 4, 5, 6, 8, 9))

    def _overruled(self, on: int, minute: int, counter: Counter, verdict: Verdict) -> bool:
        """Let two people of the pharmacy give the few capsules that the country lets them give against a reason."""
        own = controls().get(self.record.programme)
        rules = own.overrides.get(self.who.centre.country) if own is not None else None
        if rules is None or not rules.reasons.issuperset(verdict.reasons) or self.dice.random() < 0.4:
            return False
        if on - self.overruled_on < rules.within_days:
            return False
        self.overruled_on = on
        few = min(rules.most_capsules, self._whole)
        return counter.overrule(on, minute + 4, few, 0, frozenset(verdict.reasons)).dispense

    # --- what comes next ----------------------------------------------------------------------------------------

    def _go_on(self, day: int, on: int) -> int:
        """Plan the next visit, or end, die or pause before it."""
        wish = self._next_visit(day, on)
        fallen = self.dice.random()
        if fallen < ENDS:
            self._end(min(wish, on + self.supply), "progression", forgets=self.quality.forgets_last_test)
        elif fallen < ENDS + DIES:
            self._die(on + self.dice.randrange(3, 25))
        elif fallen < ENDS + DIES + PAUSES:
            return self._pause(on, wish)
        return wish

    def _next_visit(self, day: int, on: int) -> int:
        if not self.able or not self.sampled:
            return on + self.supply - self.dice.randrange(3) + self.dice.choice((0, 0, 0, 1, 2, 5))
        if self.dice.random() < self.quality.invites_late:
            return max(self.sampled + 28, on + self.supply) + self.dice.randrange(1, 6)
        return max(min(self.sampled + 28, on + self.supply), day + self.supply - 7)

    def _pause(self, on: int, wish: int) -> int:
        begins = on + self.dice.randrange(4, 12)
        goes_on = begins + self.dice.randrange(10, 40)
        if begins > self.plan.last_day:
            return wish
        series = self.record.stop(begins, "Low blood counts")
        shown = begins + 3
        if self.dice.random() < SHOWN_IN_VAIN and shown <= self.plan.last_day:
            self._counter(self.who.centre.pharmacies[0]).check(shown, 15 * 60, self._whole)
            self.happened[self.who.centre.id, "shown_in_vain"] += 1
        if goes_on <= self.plan.last_day:
            self.record.resume(goes_on, series)
        return max(goes_on, wish)

    def _end(self, day: int, why: str, *, forgets: float | None) -> None:
        """End the treatment; a woman who can become pregnant is tested once more, unless nobody thinks of it."""
        if day > self.plan.last_day:
            return
        self.alive = False
        self.record.end(day, why)
        if not self.able or forgets is None or self.rules.test is None:
            return
        after = day + self.rules.test.after_treatment_days
        seen = after + 14 <= self.plan.last_day
        forgotten = self.dice.random() < forgets
        if seen:
            self.tell("forgets_last_test", of=forgotten)
            if not forgotten:
                self._take_test(after + self.dice.randrange(8), after, self._limit)

    def _die(self, day: int) -> None:
        if day > self.plan.last_day:
            return
        self.alive = False
        self.record.end(day, "death")
        self.record.withdraw(day)
