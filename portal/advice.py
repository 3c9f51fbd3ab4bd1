"""What a patient is told to do and not to do, by the category she or he is judged as; the days are the programme's."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.queries import Own, advised_as
from rulebook import Programme
from rulebook.words import MALE, NON_CHILDBEARING


@dataclass(frozen=True, slots=True)
class Advice:
    """The two lists of the page."""

    dos: list[str]
    donts: list[str]


def advice_for(own: Own) -> Advice:
    """Give the lists of the category that she or he is advised as."""
    category = advised_as(standing=own.standing, is_man=own.is_man)
    if category == MALE:
        return Advice([*_dos_of_a_man(own.programme), *_dos_of_all()], _donts_of_a_man(own.programme))
    if category == NON_CHILDBEARING:
        return Advice([_("Tell your doctor if your periods come back."), *_dos_of_all()], _donts_of_all(own.programme))
    return Advice([*_dos_of_a_woman(own.programme), *_dos_of_all()], _donts_of_all(own.programme))


def _dos_of_all() -> list[str]:
    return [
        _("Show your card at each visit and at the pharmacy."),
        _("Take capsules that you do not need back to the pharmacy."),
    ]


def _dos_of_a_woman(programme: Programme) -> list[str]:
    lines = [
        _("Is your period late, or did your birth control fail? Stop the capsules and call your doctor at once."),
    ]
    if programme.contraception is not None:
        lines += [_("Keep using your birth control, as your doctor told you."), _after_last(programme)]
    if programme.test is not None:
        lines.append(_("Take a pregnancy test at each visit."))
    return lines


def _after_last(programme: Programme) -> str:
    rules = programme.contraception
    assert rules is not None  # asked before
    return ngettext(
        "Go on with birth control for %(n)s day after your last capsule.",
        "Go on with birth control for %(n)s days after your last capsule.",
        rules.after_days,
    ) % {"n": rules.after_days}


def _dos_of_a_man(programme: Programme) -> list[str]:
    lines = [_("Call your doctor at once if your partner may be pregnant.")]
    if programme.male is not None:
        days = programme.male.condom_after_days
        lines += [
            _("Use a condom each time you have sex with a woman who is or could get pregnant."),
            _("Do this too if you had the snip (a vasectomy)."),
            ngettext(
                "Go on with condoms for %(n)s day after your last capsule.",
                "Go on with condoms for %(n)s days after your last capsule.",
                days,
            )
            % {"n": days},
        ]
    return lines


def _donts_of_all(programme: Programme) -> list[str]:
    lines = [_("Do not share your capsules with anyone."), _("Do not open, break or chew the capsules.")]
    days = programme.blood_donation_after_days
    if days is not None:
        lines.append(
            ngettext(
                "Do not give blood while you take the capsules, and for %(n)s day after.",
                "Do not give blood while you take the capsules, and for %(n)s days after.",
                days,
            )
            % {"n": days}
        )
    return lines


def _donts_of_a_man(programme: Programme) -> list[str]:
    lines = _donts_of_all(programme)
    if programme.male is not None:
        days = programme.male.semen_donation_after_days
        lines.append(
            ngettext(
                "Do not give sperm while you take the capsules, and for %(n)s day after.",
                "Do not give sperm while you take the capsules, and for %(n)s days after.",
                days,
            )
            % {"n": days}
        )
    return lines
