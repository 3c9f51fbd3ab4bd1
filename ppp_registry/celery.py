"""The background worker: finds the tasks of every room and refuses to start on an unsafe database role."""

import os
from typing import Any

import structlog
from celery import Celery, Task
from celery.signals import beat_init, task_postrun, task_prerun, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppp_registry.settings.local")

app = Celery("ppp_registry")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_unsafe_start(**_: Any) -> None:
    """Run the start-up checks before the first task is taken."""
    from ppp_registry.checks import check_before_serving

    check_before_serving()


@task_prerun.connect
def bind_task_to_logs(*, task_id: str, task: Task[Any, Any], **_: Any) -> None:
    """Let every log line of a task carry its id and name."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)


@task_prerun.connect
def keep_up_with_agreed_rules(**_: Any) -> None:
    """Let a task judge by the rules that were agreed to since the worker started."""
    from programmes.middleware import keep_up_when_due

    keep_up_when_due()


@task_postrun.connect
def unbind_task_from_logs(**_: Any) -> None:
    """Forget the task, so that the next one starts clean."""
    structlog.contextvars.clear_contextvars()
