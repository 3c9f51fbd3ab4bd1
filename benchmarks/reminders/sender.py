"""A process that sends, as the worker's task does, until nothing is due; it waits for a word before it begins."""

import sys
import time

import django

django.setup()

from django.urls import reverse  # noqa: E402  (needs the loaded apps)
from django.utils import timezone  # noqa: E402

from accounts.actor import SCHEDULER  # noqa: E402
from reminders.operations import send_batch  # noqa: E402

reverse("accounts:home")  # reads the routes, as a worker has done long before
print("ready", flush=True)
sys.stdin.readline()
began = time.process_time()
while send_batch(by=SCHEDULER, at=timezone.now()).claimed:
    pass
print(time.process_time() - began)
