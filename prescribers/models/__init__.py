"""The tables of this desk."""

from prescribers.models.kept_status import KeptKey, KeptStatus
from prescribers.models.prepared import Outcome, PreparedAct, PreparedOutcome

__all__ = ["KeptKey", "KeptStatus", "Outcome", "PreparedAct", "PreparedOutcome"]
