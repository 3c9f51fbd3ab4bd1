"""The tables of this desk."""

from prescribers.models.kept_status import KeptStatus
from prescribers.models.prepared import Outcome, PreparedAct, PreparedOutcome

__all__ = ["KeptStatus", "Outcome", "PreparedAct", "PreparedOutcome"]
