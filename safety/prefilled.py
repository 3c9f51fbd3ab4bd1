"""What the record can say of a pregnancy before anybody is asked: since when she takes it, how she was protected."""

from typing import Any

from patients.models import Dispensing, Pregnancy, Result
from patients.queries import last_test, methods_in_use
from programmes.words import METHOD_WORDS
from safety.followed import Followed


def prefilled(*, followed: Followed) -> dict[str, Any]:
    """Give the answers that a first report begins with."""
    given = Dispensing.objects.standing().filter(enrolment=followed.enrolment).order_by("dispensed_on").first()
    test = last_test(patient=followed.suspicion.patient) if isinstance(followed.suspicion, Pregnancy) else None
    methods = methods_in_use(patient=followed.suspicion.patient)
    return {
        "certainty": "suspected",
        "positive_on": test.sampled_on if test and test.result == Result.POSITIVE else None,
        "exposed_from": given.dispensed_on if given else None,
        "contraception": "; ".join(str(METHOD_WORDS[one.method]) for one in methods),
        "known_how": getattr(followed.suspicion, "why", "") or getattr(followed.suspicion, "words", ""),
        "prospective": "before",
    }
