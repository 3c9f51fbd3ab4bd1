"""What was taken in with the registry's own files is left aside, so that no test hangs on its dates."""

import pytest

from obligations.models import Obligation, Step, What
from tests.builders import a_user, now


@pytest.fixture(autouse=True)
def _nothing_else_is_asked(request: pytest.FixtureRequest) -> None:
    """Say of each obligation that is there before the test that it is no longer asked."""
    if request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("db")
    by = a_user()
    Step.objects.bulk_create(
        Step(obligation=one, number=1, what=What.DROPPED, reason="a sample", at=now(), by=by)
        for one in Obligation.objects.all()
    )
