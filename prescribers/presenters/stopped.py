"""What to do now that a pregnancy is suspected, of the patient or of a man's partner."""

from django.utils.translation import gettext as _


def what_to_do() -> list[str]:
    """List the steps, the most urgent first."""
    return [
        _("Tell the patient to stop the capsules today and to bring back what is left."),
        _("Refer her to a doctor with experience in teratology, for evaluation and advice."),
        _("The report has been started: the prescriber and the pharmacy of the last supply are told by the registry."),
        _("If the test was unclear, repeat it. The supply stays stopped until two people close the suspicion."),
    ]


def what_to_do_for_a_partner() -> list[str]:
    """List the steps where a man's partner may be pregnant, the most urgent first."""
    return [
        _("Ask him to tell his partner today that the medicine may harm an unborn child."),
        _("Refer her to a doctor with experience in teratology, for evaluation and advice."),
        _("A case has been opened: the prescriber and the safety desk are told by the registry."),
        _("His treatment goes on. Remind him of condoms, also while she is pregnant."),
    ]
