"""A Prometheus of our own for as long as a test lasts: loopback, a free port, data in a folder that is given."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from fixtures.monitoring.rule_file import RuleFile
from load.alerts.live.loopback import LOOPBACK

READY_WITHIN_S = 60.0
STOP_WITHIN_S = 20.0
_LISTENS = re.compile(r'msg="Listening on".* address=(\S+)')


class PrometheusError(RuntimeError):
    """Prometheus did not start; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Watching:
    """What a Prometheus looks at, by which rules, and whom it tells; addresses are host:port."""

    rules: RuleFile
    targets: Sequence[str]
    receivers: Sequence[str]
    every_s: int = 1

    def configuration(self, rule_file: Path) -> dict[str, object]:
        """Return the configuration file's content."""
        every = f"{self.every_s}s"
        return {
            "global": {"scrape_interval": every, "scrape_timeout": every, "evaluation_interval": every},
            "rule_files": [str(rule_file)],
            "scrape_configs": [{"job_name": "passion-os", "static_configs": [{"targets": list(self.targets)}]}],
            "alerting": {"alertmanagers": [{"static_configs": [{"targets": list(self.receivers)}]}]},
        }


@contextmanager
def prometheus(program: str, folder: Path, watching: Watching) -> Iterator[str]:
    """Run a Prometheus; the value is its URL. Raises PrometheusError when it does not start."""
    folder.mkdir(parents=True)
    rules, configuration = folder / "rules.json", folder / "prometheus.json"
    rules.write_text(json.dumps(watching.rules.written()), encoding="utf-8")
    configuration.write_text(json.dumps(watching.configuration(rules)), encoding="utf-8")
    words = [f"--config.file={configuration}", f"--storage.tsdb.path={folder / 'data'}"]
    # A Prometheus knows its receivers some seconds after it began, and tells again what they missed after this delay.
    words.append(f"--rules.alert.resend-delay={watching.every_s}s")
    with running([program, *words, f"--web.listen-address={LOOPBACK}:0"]) as address:
        yield f"http://{address}"


@contextmanager
def running(command: Sequence[str]) -> Iterator[str]:
    """Run a program of the Prometheus family; the value is the address that it says it listens on.

    Raises PrometheusError when it ends, or does not say so in time.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    lines: SimpleQueue[str | None] = SimpleQueue()
    reader = Thread(target=_read, args=(process.stderr, lines), name="prometheus-output", daemon=True)
    reader.start()
    try:
        yield _address(lines)
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()


def _read(output: IO[str] | None, lines: "SimpleQueue[str | None]") -> None:
    if output is not None:
        with output:
            for line in output:
                lines.put(line)
    lines.put(None)


def _address(lines: "SimpleQueue[str | None]") -> str:
    said: list[str] = []
    while True:
        try:
            line = lines.get(timeout=READY_WITHIN_S)
        except Empty:
            line = None
        if line is None:
            raise PrometheusError(f"it did not start: {''.join(said[-10:]).strip() or 'it said nothing'}")
        said.append(line)
        if match := _LISTENS.search(line):
            return match[1]
