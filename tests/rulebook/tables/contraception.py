"""Cases: contraception before, at and after the prescription."""

from tests.rulebook.table import Table
from tests.rulebook.trial import (
    abstinence,
    assessed,
    contraception,
    dispensing,
    elder,
    man,
    on,
    programme_text,
    question,
    sampled,
    sterilised,
)

NO_TESTS = programme_text("test")
NO_RULES = programme_text("contraception")


def _cover(*records: dict[str, object], **changes: object) -> dict[str, object]:
    return question(contraception=list(records), **changes)


CONTRACEPTION_MISSING = (
    Table("contraception_missing")
    .no("An implant.", _cover(contraception()))
    .yes("Nothing.", _cover())
    .no("Begun on the day of the prescription.", _cover(contraception(started=0)))
    .yes("Begun on the day after.", _cover(contraception(started=1), at=2))
    .yes("Ended on the day of the prescription.", _cover(contraception(ended_on=on(0))))
    .no("Ended on the day after.", _cover(contraception(ended_on=on(1))))
    .no("Valid until the day of the prescription.", _cover(contraception(valid_until=on(0))))
    .yes("Valid until the day before.", _cover(contraception(valid_until=on(-1))))
    .yes("Valid for years, ended early.", _cover(contraception(valid_until=on(900), ended_on=on(-5))))
    .yes("Ended later, run out before.", _cover(contraception(valid_until=on(-5), ended_on=on(900))))
    .yes("A method never accepted alone.", _cover(contraception("barrier")))
    .yes("A method that this programme does not list.", _cover(contraception("levonorgestrel_ius")))
    .no("A method accepted with a warning.", _cover(contraception("copper_iud")))
    .yes("A partner's vasectomy, not confirmed.", _cover(contraception("vasectomised_partner")))
    .yes("A partner's vasectomy, nothing known of a confirmation.", _cover(
        contraception("vasectomised_partner", confirmed=None)))
    .no("A partner's vasectomy, confirmed.", _cover(contraception("vasectomised_partner", confirmed=True)))
    .no("Abstinence.", _cover(abstinence()))
    .no("Not asked of a man.", man())
    .no("Not asked of a woman who cannot become pregnant.", elder())
    .yes("Asked of her when that is not justified.", elder(categories=[assessed(-60, "non_childbearing")]))
    .yes("Asked of her when she has become able to since.", elder(categories=[
        assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(1)], at=1))
    .no("Not asked where no category is in force.", _cover(categories=[]))
    .no("Not asked by a programme without contraception.", _cover(), NO_RULES)
    .yes("The prescription lies ahead and the method begins before it: nobody knows of it yet.",
        _cover(contraception(started=-1), at=-2))
)  # fmt: skip

CONTRACEPTION_TOO_RECENT = (
    Table("contraception_too_recent")
    .no("Begun 28 days before the test on the day of the prescription.", _cover(contraception(started=-28)))
    .yes("Begun 27 days before it.", _cover(contraception(started=-27)))
    .no("Tested two days before: begun 28 days before the test.", _cover(
        contraception(started=-30), tests=[sampled(-2)]))
    .yes("Tested two days before: begun 27 days before the test.", _cover(
        contraception(started=-29), tests=[sampled(-2)]))
    .no("Tested twice: the later test counts.", _cover(contraception(started=-29), tests=[sampled(-3), sampled(-1)]))
    .yes("The later test does not qualify.", _cover(
        contraception(started=-29), tests=[sampled(-3), sampled(-1, supervised=False)]))
    .no("No test: 28 days before the first day of the window.", _cover(contraception(started=-31), tests=[]))
    .yes("No test: a day less.", _cover(contraception(started=-30), tests=[]))
    .yes("A test the day before the window counts for nothing.", _cover(
        contraception(started=-30), tests=[sampled(-4)]))
    .no("Two methods that meet.", _cover(contraception(started=-40, ended_on=on(-10)), contraception(started=-10)))
    .yes("Two methods with a day between.", _cover(
        contraception(started=-40, ended_on=on(-10)), contraception(started=-9)))
    .no("One runs out on the day before the other begins.", _cover(
        contraception(started=-40, valid_until=on(-11)), contraception(started=-10)))
    .no("Three that overlap, in any order.", _cover(
        contraception(started=-12), contraception(started=-40, ended_on=on(-20)),
        contraception(started=-25, ended_on=on(-10))))
    .no("A short one within a long one.", _cover(
        contraception(started=-40), contraception(started=-20, ended_on=on(-15))))
    .yes("The first part by a method that does not count.", _cover(
        contraception("barrier", -40), contraception(started=-10)))
    .yes("Broken on the day before the prescription.", _cover(
        contraception(started=-40, ended_on=on(-1)), contraception(started=0)))
    .no("Broken only after the prescription, before another began: that is another reason.", _cover(
        contraception(started=-40, ended_on=on(2)), contraception(started=4), at=5))
    .no("No cover on D at all: that is another reason.", _cover(contraception(started=-40, ended_on=on(-1))))
    .yes("Abstinence that was never confirmed does not count.", _cover(abstinence()))
    .no("Abstinence confirmed on the day of the prescription does.", _cover(abstinence(0)))
    .yes("Abstinence confirmed on the day after does not.", _cover(abstinence(1), at=2))
    .no("Abstinence confirmed long ago does count here.", _cover(abstinence(-90)))
    .yes("Abstinence to be confirmed before a prescription that lies ahead: nobody knows yet.", _cover(
        abstinence(-1), at=-2))
    .no("Abstinence confirmed, with a prescription that lies ahead.", _cover(abstinence(-2), at=-2))
    .no("Unconfirmed abstinence beside an implant.", _cover(abstinence(), contraception()))
    .no("An exempt woman: 28 days before the prescription.", _cover(
        sterilised(started=-28), tests=[sampled(-29)], dispensings=[dispensing(-28)]))
    .yes("A woman who would be, but was first supplied before the sterilisation.", _cover(
        sterilised(started=-28), tests=[sampled(-30)], dispensings=[dispensing(-29)]))
    .no("A programme without tests: 28 days before the prescription.", _cover(contraception(started=-28)), NO_TESTS)
    .yes("A programme without tests: a day less.", _cover(contraception(started=-27)), NO_TESTS)
    .no("Not asked of a man.", man(contraception=[contraception(started=0)]))
    .no("Not asked by a programme without contraception.", _cover(contraception(started=0)), NO_RULES)
    .yes("The prescriber is told.", _cover(contraception(started=-5), ask="prescribe"))
)  # fmt: skip

CONTRACEPTION_LAPSED = (
    Table("contraception_lapsed")
    .no("It goes on.", question(at=5))
    .yes("It ended today.", _cover(contraception(ended_on=on(5)), at=5))
    .no("It ends tomorrow.", _cover(contraception(ended_on=on(6)), at=5))
    .no("It is valid until today.", _cover(contraception(valid_until=on(5)), at=5))
    .yes("It was valid until yesterday.", _cover(contraception(valid_until=on(4)), at=5))
    .no("Another took over.", _cover(contraception(ended_on=on(2)), contraception(started=2), at=5))
    .yes("Another took over a day late.", _cover(contraception(ended_on=on(2)), contraception(started=3), at=5))
    .yes("It ended the day after the prescription.", _cover(contraception(ended_on=on(1)), at=1))
    .no("Asked on the day of the prescription, it cannot have.", _cover(contraception(ended_on=on(1))))
    .no("No cover on D: that is another reason.", _cover(contraception(ended_on=on(0)), at=5))
    .no("Not asked of a man.", man(contraception=[contraception(ended_on=on(2))], at=5))
    .no("Not asked by a programme without contraception.", _cover(
        contraception(ended_on=on(2)), at=5), NO_RULES)
)  # fmt: skip

ABSTINENCE_NOT_CONFIRMED = (
    Table("abstinence_not_confirmed")
    .no("Confirmed on the day of the prescription.", _cover(abstinence(0)))
    .no("Confirmed 28 days before.", _cover(abstinence(-28)))
    .yes("Confirmed 29 days before.", _cover(abstinence(-29)))
    .yes("Never confirmed.", _cover(abstinence()))
    .yes("Confirmed on the day after.", _cover(abstinence(1), at=2))
    .yes("To be confirmed before a prescription that lies ahead: nobody knows yet.", _cover(abstinence(-1), at=-2))
    .no("Confirmed today, before a prescription that lies ahead.", _cover(abstinence(-2), at=-2))
    .no("Of two records, one was confirmed.", _cover(abstinence(), abstinence(-5)))
    .yes("Only a record that has ended was confirmed.", _cover(
        abstinence(-5, ended_on=on(-4)), abstinence(started=-4)))
    .no("There is other cover beside it.", _cover(abstinence(), contraception()))
    .yes("There is only a method beside it that does not count.", _cover(abstinence(), contraception("barrier")))
    .no("There is no cover at all.", _cover())
    .no("Not asked of a man.", man(contraception=[abstinence()]))
    .no("Not asked by a programme without contraception.", _cover(abstinence()), NO_RULES)
)  # fmt: skip

TABLES = (CONTRACEPTION_MISSING, CONTRACEPTION_TOO_RECENT, CONTRACEPTION_LAPSED, ABSTINENCE_NOT_CONFIRMED)
