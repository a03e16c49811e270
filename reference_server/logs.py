"""The log: one JSON object a line, with the trace of the request; no bodies, tokens, names or addresses."""

import sys
from pathlib import Path
from typing import TextIO

import structlog


def configure(log_file: Path | None) -> TextIO:
    """Send every event to a file, or to standard error, and return where it goes."""
    if log_file is not None:
        log_file.parent.mkdir(parents=True, exist_ok=True)
    stream = sys.stderr if log_file is None else log_file.open("a", encoding="utf-8", buffering=1)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    return stream


def event(name: str, **facts: str | float | None) -> None:
    """Write down something that happened. Facts are ids, numbers and fixed words, never what people wrote."""
    structlog.get_logger().info(name, **facts)


def failure(name: str, error: BaseException) -> None:
    """Write down an error of the program: its class and where it arose; its text may quote people and is left out."""
    trace, places = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    structlog.get_logger().error(name, error=type(error).__name__, places=places[-8:])
