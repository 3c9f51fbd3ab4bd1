"""Logging: one line of JSON an event, with card numbers, secret addresses and secrets taken out of it."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

REMOVED = "[removed]"

CARD_NUMBER = re.compile(
    r"""
    (?<![0-9A-Za-z-])                                # no part of a UUID, so that ids stay readable
    (?: [0-9A-Za-z]{4} (?: -[0-9A-Za-z]{4} ){2}      # as printed
      | (?=[A-Za-z ]*[0-9]) [0-9A-Za-z]{4} (?: [ ][0-9A-Za-z]{4} ){2}  # with spaces: words have no digit
      | (?=[A-Z]*[0-9]) (?=[0-9]*[A-Z]) [0-9A-Z]{12} # as a scanner sends it
      | (?=[a-z]*[0-9]) (?=[0-9]*[a-z]) [0-9a-z]{12} # as somebody may put it into an address
    )
    (?![0-9A-Za-z-])
    """,
    re.VERBOSE,
)

SECRET_ADDRESS = re.compile(r"(/(?:feed|receipts)/)[^\s\"'<>]+")
"""The secret address of somebody's feed or of a provider's receipts, and whatever was asked for or told under it."""

FAILING_ROW = re.compile(r"^(DETAIL|CONTEXT|HINT):.*$", re.MULTILINE)
"""What PostgreSQL adds to an error: the row that was refused, which may hold a name and a birth date."""

SECRET_NAMES = re.compile(
    r"password|passwd|secret|token|cookie|authorization|card_?number|csrf|session_?key|otp|recovery", re.IGNORECASE
)


def remove_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take card numbers and refused rows out of every text, and the value of what is named like a secret."""
    return {key: _clean(key, value) for key, value in event.items()}


def _clean(key: str, value: Any) -> Any:
    if SECRET_NAMES.search(key) and value is not None:
        return REMOVED
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, Mapping):
        return {str(name): _clean(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _clean_text(str(value))


def _clean_text(text: str) -> str:
    return CARD_NUMBER.sub(REMOVED, SECRET_ADDRESS.sub(rf"\1{REMOVED}", FAILING_ROW.sub(rf"\1: {REMOVED}", text)))


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure() -> None:
    """Let structlog hand its events to the standard library's handlers."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging(level: str) -> dict[str, Any]:
    """Describe the standard library's logging: everything to the standard error, as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    remove_secrets,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"json": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["json"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
        },
    }
