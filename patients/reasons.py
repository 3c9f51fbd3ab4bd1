"""Every code a verdict can carry, in words: for the pharmacist, for the prescriber, and who can put it right."""

from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.models import Refused
from programmes.words import REASON_TITLES as TITLES

Text = Promise | str


class FixedBy(TextChoices):
    """Who can put a reason right; in the order in which a counter shows them."""

    PRESCRIBER = "prescriber", _("the prescriber")
    PHARMACY = "pharmacy", _("the pharmacy")
    PATIENT = "patient", _("the patient")
    OFFICE = "office", _("the programme office")
    NOBODY = "nobody", _("nobody: wait")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One code in words. The pharmacist reads no more of the patient than the counter needs."""

    code: str
    title: Text
    for_pharmacist: Text
    for_prescriber: Text
    fixed_by: FixedBy
    remedy: Text
    is_stop: bool = False


def words(code: str) -> Words:
    """Give the words of a reason, an advice or a refusal.

    :raises KeyError: when the code is none of the rulebook's or the counter's.
    """
    return WORDS[code]


STOPPED: Final = _("Treatment is stopped for this patient. Do not dispense. Call the prescriber now.")
"""Said of every stop alike: the counter does not tell a suspected pregnancy from any other."""


def _said(
    code: str,
    fixed_by: FixedBy,
    title: Text,
    pharmacist: Text,
    prescriber: Text,
    remedy: Text,
    *,
    is_stop: bool = False,
) -> Words:
    return Words(
        code=code,
        title=title,
        for_pharmacist=pharmacist,
        for_prescriber=prescriber,
        fixed_by=fixed_by,
        remedy=remedy,
        is_stop=is_stop,
    )


PRESCRIBER, PHARMACY, PATIENT = FixedBy.PRESCRIBER, FixedBy.PHARMACY, FixedBy.PATIENT
OFFICE, NOBODY = FixedBy.OFFICE, FixedBy.NOBODY

PEOPLE_AND_PLACES: Final = (
    _said(
        "not_enrolled",
        PRESCRIBER,
        TITLES["not_enrolled"],
        _("The patient was not enrolled in this programme when this was prescribed, or has left it."),
        _("No enrolment was in force on the day of the prescription, or the patient was withdrawn since."),
        _("Enrol the patient, then authorise a new prescription."),
    ),
    _said(
        "treatment_stopped",
        PRESCRIBER,
        TITLES["treatment_stopped"],
        STOPPED,
        _("Treatment is interrupted or has ended."),
        _("Only the prescriber can let treatment go on, in the patient's record."),
        is_stop=True,
    ),
    _said(
        "prescriber_not_certified",
        OFFICE,
        TITLES["prescriber_not_certified"],
        _("The prescriber was not certified for this programme on the day of the prescription."),
        _("Your certification for this programme did not cover the day of the prescription."),
        _("The programme office certifies the prescriber; after that a new prescription is authorised."),
    ),
    _said(
        "pharmacy_not_registered",
        PHARMACY,
        TITLES["pharmacy_not_registered"],
        _("Your pharmacy is not registered for this programme today."),
        _("The pharmacy that asked is not registered for this programme."),
        _("Apply for registration, in three minutes, or send the patient to a pharmacy that is registered."),
    ),
    _said(
        "card_missing",
        PRESCRIBER,
        TITLES["card_missing"],
        _("The patient has no card that is valid today."),
        _("No valid card is issued to this patient."),
        _("Issue a card. The prescription stays as it is."),
    ),
    _said(
        "card_not_valid",
        PATIENT,
        TITLES["card_not_valid"],
        _("This card is no longer valid: it was replaced, or reported lost or stolen."),
        _("A card was shown that is not the patient's valid one."),
        _("Ask for the new card. If there is none, the prescriber issues it."),
    ),
)

CATEGORY_AND_AGREEMENT: Final = (
    _said(
        "category_missing",
        PRESCRIBER,
        TITLES["category_missing"],
        _("The prescriber's assessment of the patient was missing on the day of the prescription."),
        _("No pregnancy-risk category was set on the day of the prescription."),
        _("Set the category, then authorise a new prescription."),
    ),
    _said(
        "category_changed",
        PRESCRIBER,
        TITLES["category_changed"],
        _("The prescriber's assessment of the patient has changed since this was prescribed."),
        _("She is now recorded as able to become pregnant; the prescription was written before that."),
        _("Complete the steps of the new category, then authorise a new prescription."),
    ),
    _said(
        "category_not_justified",
        PRESCRIBER,
        TITLES["category_not_justified"],
        _("The prescriber's assessment of the patient lacks what the programme asks for to support it."),
        _("Nothing accepted shows that she cannot become pregnant: a criterion, an age or a confirmation is missing."),
        _("Record what shows it, or change the category; then authorise a new prescription."),
    ),
    _said(
        "agreement_missing",
        PRESCRIBER,
        TITLES["agreement_missing"],
        _("The agreement (risk-awareness form) was not signed in time for this prescription."),
        _("No agreement was in force on the day of the prescription for the category recorded."),
        _("Go through the form with the patient and sign it, then authorise a new prescription."),
    ),
)

PROTECTION: Final = (
    _said(
        "pregnancy_suspected",
        PRESCRIBER,
        TITLES["pregnancy_suspected"],
        STOPPED,
        _("A pregnancy is suspected, or a test that was not negative has not been cleared up."),
        _("Two people close the suspicion; then a new qualifying test must be negative."),
        is_stop=True,
    ),
    _said(
        "contraception_missing",
        PRESCRIBER,
        TITLES["contraception_missing"],
        _("No accepted contraception is on record for the day of the prescription."),
        _("No accepted method of contraception was in use on the day of the prescription."),
        _("Record an accepted method. When it has been used long enough: test, then authorise again."),
    ),
    _said(
        "contraception_too_recent",
        NOBODY,
        TITLES["contraception_too_recent"],
        _("Contraception had not been in use long enough when this was prescribed."),
        _("Contraception was not unbroken for the full time before the test."),
        _("When the full time has passed: test, then authorise a new prescription."),
    ),
    _said(
        "contraception_lapsed",
        PRESCRIBER,
        TITLES["contraception_lapsed"],
        _("The contraception on record ran out after this was prescribed."),
        _("Accepted contraception has had a gap since the day of the prescription."),
        _("Record the method in use now. When it has been used long enough: test, then authorise again."),
    ),
    _said(
        "abstinence_not_confirmed",
        PRESCRIBER,
        TITLES["abstinence_not_confirmed"],
        _("The patient's confirmation that is asked for at every visit is missing."),
        _("Abstinence is the only method on record, and she did not confirm it in time."),
        _("Record that she confirms it; then authorise a new prescription."),
    ),
    _said(
        "test_missing",
        PRESCRIBER,
        TITLES["test_missing"],
        _("No pregnancy test was taken on the day of the prescription or in the days allowed before it."),
        _("No pregnancy test is recorded for the prescribing day or the days allowed before it."),
        _("Test, then authorise a new prescription. Both can be done today."),
    ),
    _said(
        "test_not_qualifying",
        PRESCRIBER,
        TITLES["test_not_qualifying"],
        _("The pregnancy test before this prescription does not meet the programme's conditions."),
        _("The test in the window is not negative, not supervised, or not sensitive enough."),
        _("Take a test that meets the conditions, then authorise a new prescription."),
    ),
)

SUPPLY_AND_PRESCRIPTION: Final = (
    _said(
        "supply_too_long",
        PRESCRIBER,
        TITLES["supply_too_long"],
        _("More days of treatment are prescribed than this programme allows at one time."),
        _("The prescription is for more days than the patient's category allows."),
        _("Authorise a prescription for fewer days."),
    ),
    _said(
        "supply_overlaps",
        NOBODY,
        TITLES["supply_overlaps"],
        _("It is too early: too much of the last supply is still in hand."),
        _("Too many days of the earlier supply are left."),
        _("Wait until less of the last supply is left, then check the card again."),
    ),
    _said(
        "quantity_implausible",
        PRESCRIBER,
        TITLES["quantity_implausible"],
        _("The strength or the number of capsules does not fit the dose prescribed."),
        _("Strength, dose, cycle and number of capsules do not fit together, or one of them is missing."),
        _("Authorise a new prescription in which strength, dose and number of capsules agree."),
    ),
    _said(
        "prescription_cancelled",
        PRESCRIBER,
        TITLES["prescription_cancelled"],
        _("This prescription was cancelled or replaced by the prescriber."),
        _("The prescription was cancelled or replaced."),
        _("If treatment goes on, authorise a new prescription."),
    ),
    _said(
        "prescription_in_future",
        NOBODY,
        TITLES["prescription_in_future"],
        _("This prescription is dated later than today."),
        _("The day of the prescription has not come yet."),
        _("Wait for the day of the prescription."),
    ),
    _said(
        "prescription_expired",
        PRESCRIBER,
        TITLES["prescription_expired"],
        _("This prescription is too old: the time in which it may be dispensed is over."),
        _("The prescription was not dispensed in time."),
        _("Check what is due at this visit, then authorise a new prescription. It can be today."),
    ),
    _said(
        "prescription_exhausted",
        PRESCRIBER,
        TITLES["prescription_exhausted"],
        _("All capsules of this prescription were dispensed, or fewer are left than are asked for."),
        _("The capsules of this prescription are used up, or fewer are left than were asked for."),
        _("If some are left, ask for no more than that. If none, the prescriber authorises a new prescription."),
    ),
)

ADVICE_WORDS: Final = (
    _said(
        "off_label",
        PRESCRIBER,
        _("Off label"),
        _("The use is outside the approved indications. It may be dispensed and is recorded."),
        _("The treatment matches no approved indication. It may be prescribed and is reported without a name."),
        _("Nothing to do at the counter. The prescriber checks that the indication is recorded as it is."),
    ),
    _said(
        "label_unknown",
        PRESCRIBER,
        _("Indication incomplete"),
        _("It cannot be told whether the use is within the approved indications."),
        _("A fact of the indication is missing, so that nobody can tell whether the use is on label."),
        _("The prescriber completes the indication at the next visit."),
    ),
    _said(
        "dose_outside_label",
        PRESCRIBER,
        _("Dose above the label"),
        _("The daily dose or the days of intake are higher than the label says. Ask if this is meant."),
        _("The daily dose or the days of intake in a cycle are above those of the label."),
        _("Check that the dose is meant."),
    ),
    _said(
        "contraception_not_recommended",
        PRESCRIBER,
        _("Method not recommended"),
        _("The contraception on record is accepted, but not recommended with this medicine."),
        _("All contraception on record is by methods that are accepted but not recommended here."),
        _("Talk about a recommended method at the next visit."),
    ),
    _said(
        "not_same_day",
        NOBODY,
        _("Not on one day"),
        _("Test, prescription and dispensing are not all on one day, as they ideally are."),
        _("Test, prescription and dispensing did not all fall on one day."),
        _("Nothing to put right today. Plan all three for one day next time."),
    ),
    _said(
        "test_interval_exceeded",
        PRESCRIBER,
        _("Test interval exceeded"),
        _("There was too long a time between the last two pregnancy tests."),
        _("The last two qualifying tests lie further apart than the interval, or there is only one."),
        _("Plan the next test within the interval."),
    ),
)

REFUSAL_WORDS: Final = (
    _said(
        Refused.CARD_UNKNOWN,
        PHARMACY,
        _("Card unknown"),
        _("No card has this number."),
        _("A number was typed that no card has."),
        _("Compare the number with the card and type it again. O and 0, and I, L and 1, are read alike."),
    ),
    _said(
        Refused.NO_OPEN_PRESCRIPTION,
        PRESCRIBER,
        _("No open prescription"),
        _("There is no open prescription for this patient."),
        _("The card was shown at a pharmacy while no prescription was open."),
        _("The prescriber authorises a prescription; then check the card again."),
    ),
    _said(
        Refused.WRONG_PERSON,
        PATIENT,
        _("Not this person"),
        _("You said that the card does not belong to the person at the counter."),
        _("A pharmacist said that the card was shown by somebody else."),
        _("Give nothing out. Ask for the patient's own card."),
    ),
    _said(
        Refused.PACK_MISMATCH,
        PHARMACY,
        _("Wrong pack"),
        _("The pack is not the one prescribed, or it has expired or was recalled."),
        _("The pack scanned did not go with the prescription, had expired or was recalled."),
        _("Take another pack and scan it."),
    ),
    _said(
        Refused.PRACTICE,
        PHARMACY,
        _("Practice"),
        _("This card and this counter do not belong together: one is real, the other only for practice."),
        _("A card was shown where one of the two, patient or pharmacy, is only for practice."),
        _("Hand over nothing. A practice card is checked at a practice counter, a real one in your real role."),
    ),
    _said(
        Refused.CANNOT_CONFIRM,
        NOBODY,
        _("Cannot confirm"),
        _("The registry could not answer."),
        _("The registry could not answer the pharmacy."),
        _("Dispense nothing yet. Check the card again in a minute; then call the help telephone."),
    ),
)

WORDS: Final = {
    said.code: said
    for said in (
        *PEOPLE_AND_PLACES,
        *CATEGORY_AND_AGREEMENT,
        *PROTECTION,
        *SUPPLY_AND_PRESCRIPTION,
        *ADVICE_WORDS,
        *REFUSAL_WORDS,
    )
}
