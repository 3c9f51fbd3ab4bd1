"""What this desk does that is no act on the record yet: acts kept for a prescriber to sign."""

from prescribers.operations.prepared import close_as_signed, prepare_act, send_back, take_back

__all__ = ["close_as_signed", "prepare_act", "send_back", "take_back"]
