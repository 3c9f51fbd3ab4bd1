"""Hands so many messages to the broker alone: the control's way of reminding."""

import sys

from benchmarks.reminders.worker import alone

for number in range(int(sys.argv[1])):
    alone.delay(f"control-{number}")
