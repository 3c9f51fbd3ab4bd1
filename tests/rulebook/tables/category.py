"""Cases: the category and the agreement."""

from tests.rulebook.table import Table
from tests.rulebook.trial import assessed, elder, man, on, programme_text, question, signed

AGE = "age_50_amenorrhoea_1_year"
YEARLY = programme_text(agreement="\n[agreement]\nvalid_days = 365\n")


def _justified_by(criterion: str | None, birth_date: str | None = "1970-03-13", **fields: object) -> dict[str, object]:
    return elder(
        categories=[assessed(0, "non_childbearing", criterion=criterion, **fields)],
        agreements=[signed(0, "non_childbearing")],
        patient={"birth_date": birth_date, "enrolled_on": on(-60)},
    )


def _agreements(categories: list[dict[str, object]], *agreements: dict[str, object]) -> dict[str, object]:
    return question(categories=categories, agreements=list(agreements))


CATEGORY_MISSING = (
    Table("category_missing")
    .no("It was assessed on the day of the prescription.", question(categories=[assessed(0)]))
    .yes("It was assessed on the day after.", question(categories=[assessed(1)], at=2))
    .yes("It was never assessed.", question(categories=[]))
    .yes(
        "The prescription lies ahead and so does the assessment: nobody knows of it yet.",
        question(categories=[assessed(-1)], at=-2),
    )
)

CATEGORY_CHANGED = (
    Table("category_changed")
    .no("She was and is of childbearing potential.", question(at=2))
    .yes(
        "He was recorded as a man, and since the prescription as a woman of childbearing potential.",
        man(categories=[assessed(-60, "male"), assessed(1)], at=1),
    )
    .yes("She could not become pregnant, and since today she can.", elder(categories=[
        assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(2)], at=2))
    .no("She will be assessed again tomorrow.", elder(categories=[
        assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(3)], at=2))
    .no("She can no longer become pregnant since the prescription.", question(categories=[
        assessed(-60), assessed(1, "non_childbearing", criterion="hysterectomy")], at=1))
    .no("Both were assessed on the day of the prescription, and the later in the list counts.", elder(categories=[
        assessed(0), assessed(0, "non_childbearing", criterion="hysterectomy")], at=2))
    .no("He is recorded anew as not childbearing.", man(categories=[
        assessed(-60, "male"), assessed(1, "non_childbearing")], at=1))
)  # fmt: skip

CATEGORY_NOT_JUSTIFIED = (
    Table("category_not_justified")
    .no("Hysterectomy.", _justified_by("hysterectomy"))
    .yes("No criterion.", _justified_by(None))
    .yes("A criterion that the programme does not list.", _justified_by("turner_syndrome"))
    .yes("A word that nobody knows.", _justified_by("feels_old"))
    .no("A year without bleeding, 50 on the day of assessment.", _justified_by(AGE, "1976-03-13"))
    .yes("50 on the day after it.", _justified_by(AGE, "1976-03-14"))
    .yes("An unknown birth date.", _justified_by(AGE, None))
    .yes("Premature ovarian failure, not confirmed.", _justified_by("premature_ovarian_failure"))
    .yes(
        "Premature ovarian failure, nothing known of a confirmation.",
        _justified_by("premature_ovarian_failure", specialist_confirmed=None),
    )
    .no(
        "Premature ovarian failure, confirmed by a specialist.",
        _justified_by("premature_ovarian_failure", specialist_confirmed=True),
    )
    .no("A man needs no criterion.", man())
    .no("A woman of childbearing potential needs none.", question())
    .yes(
        "Assessed anew without a criterion on the day of the prescription.",
        elder(categories=[
            assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(0, "non_childbearing")]),
    )
    .no("Assessed anew without a criterion on the day after: the category in force on D counts.", elder(
        categories=[assessed(-60, "non_childbearing", criterion="hysterectomy"), assessed(1, "non_childbearing")],
        at=1))
)  # fmt: skip

AGREEMENT_MISSING = (
    Table("agreement_missing")
    .no("Signed on the day of the prescription.", question(agreements=[signed(0)]))
    .yes("Signed on the day after.", question(agreements=[signed(1)], at=2))
    .yes("Never signed.", question(agreements=[]))
    .yes("Signed for another category.", question(agreements=[signed(-60, "male")]))
    .no("Signed on the day the category began.", _agreements([assessed(-60)], signed(-60)))
    .yes("Signed the day before the category began.", _agreements([assessed(-60)], signed(-61)))
    .no("Assessed again alike: the category began with the first.", _agreements([
        assessed(-60), assessed(-30)], signed(-60)))
    .yes("Another category between: it began anew.", _agreements([
        assessed(-60), assessed(-40, "male"), assessed(-30)], signed(-60)))
    .no("Signed after it began anew.", _agreements([
        assessed(-60), assessed(-40, "male"), assessed(-30)], signed(-30)))
    .no("Another category of the same day, earlier in the list, was never in force by day.", _agreements([
        assessed(-60), assessed(-30, "male"), assessed(-30)], signed(-60)))
    .yes("Another category of the same day, later in the list, was in force, and it began anew.", _agreements([
        assessed(-60), assessed(-30), assessed(-30, "male"), assessed(-20)], signed(-60)))
    .no("The order of the list does not matter over different days.", _agreements([
        assessed(-30), assessed(-60)], signed(-60)))
    .no("An assessment after D does not make it begin anew.", question(
        categories=[assessed(-60), assessed(1, "male")], agreements=[signed(-60)], at=2))
    .yes("The recorded category counts, not the one judged.", elder(
        categories=[assessed(-60, "non_childbearing")], agreements=[signed(-60)]))
    .no("Signed for the recorded category, though she is judged as childbearing.", elder(
        categories=[assessed(-60, "non_childbearing")]))
    .yes("A yearly form signed 366 days ago.", question(
        categories=[assessed(-900)], agreements=[signed(-366)]), YEARLY)
    .no("A yearly form signed 365 days ago.", question(
        categories=[assessed(-900)], agreements=[signed(-365)]), YEARLY)
    .no("A form signed long ago, where the programme sets no term.", question(
        categories=[assessed(-3000)], agreements=[signed(-3000)]))
    .no("A programme without the table still wants a form, and there is one.", question(), programme_text("agreement"))
    .yes("A programme without the table still wants a form.", question(agreements=[]), programme_text("agreement"))
    .no("Without a category it is not asked.", question(categories=[], agreements=[]))
)  # fmt: skip

TABLES = (CATEGORY_MISSING, CATEGORY_CHANGED, CATEGORY_NOT_JUSTIFIED, AGREEMENT_MISSING)
