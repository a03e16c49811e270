"""Prometheus and Alertmanager, each a part of the stack.

`python -m reference_server.stack.monitoring prometheus FOLDER --product URL [--alertmanager URL]` and `… alertmanager
FOLDER [--webhook URL]` keep their data below FOLDER, print a JSON line with the URL when the program answers, and
take it down when standard input ends.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from reference_server.monitoring.monitoring import KEPT_FOR, Monitoring
from reference_server.monitoring.programs import ALERTMANAGER, PROMETHEUS, ProgramMissingError, find
from reference_server.stack.daemon import DaemonError, daemon
from reference_server.stack.parent import when_parent_ends


def prometheus(monitoring: Monitoring, folder: Path, product: str, alertmanagers: Sequence[str]) -> list[str]:
    """Write rules and settings, and return the command. Raises ProgramMissingError when Prometheus is not installed."""
    folder.mkdir(parents=True, exist_ok=True)
    rules, settings = folder / "alerts.yaml", folder / "prometheus.json"
    rules.write_text(monitoring.rules(), encoding="utf-8")
    # JSON is YAML. Its paths hold from wherever Prometheus starts.
    content = monitoring.prometheus(product, rules.resolve(), alertmanagers)
    settings.write_text(json.dumps(content, indent=1), encoding="utf-8")
    data = [f"--storage.tsdb.path={folder / 'data'}", f"--storage.tsdb.retention.time={KEPT_FOR}"]
    return [find(PROMETHEUS), f"--config.file={settings}", *data]


def alertmanager(monitoring: Monitoring, folder: Path, webhook: str | None) -> list[str]:
    """Write settings, and return the command. Raises ProgramMissingError when the Alertmanager is not installed."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "alertmanager.json"
    settings.write_text(json.dumps(monitoring.alertmanager(webhook), indent=1), encoding="utf-8")
    # Alone: without an address for others of its kind it opens no further port.
    alone = "--cluster.listen-address="
    return [find(ALERTMANAGER), f"--config.file={settings}", f"--storage.path={folder / 'data'}", alone]


def main(words: Sequence[str], monitoring: Monitoring) -> None:
    """Run one of the two until standard input ends, or until it ends by itself, which is an error."""
    options = _parser().parse_args(words)
    over, asked = Event(), Event()

    def parent_ended() -> None:
        asked.set()
        over.set()

    when_parent_ends(parent_ended)
    try:
        if options.program == "prometheus":
            told = [options.alertmanager] if options.alertmanager else []
            command = prometheus(monitoring, options.folder, options.product, told)
        else:
            command = alertmanager(monitoring, options.folder, options.webhook)
        with daemon(command, ended=over.set) as url:
            print(json.dumps({"ready": True, "url": url}), flush=True)
            over.wait()
    except (ProgramMissingError, DaemonError) as error:
        sys.exit(f"{options.program}: {error}")
    if not asked.is_set():
        sys.exit(f"{options.program} ended by itself")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reference_server.stack.monitoring")
    programs = parser.add_subparsers(dest="program", required=True)
    first = programs.add_parser("prometheus")
    first.add_argument("folder", type=Path)
    first.add_argument("--product", required=True)
    first.add_argument("--alertmanager")
    second = programs.add_parser("alertmanager")
    second.add_argument("folder", type=Path)
    second.add_argument("--webhook")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:], Monitoring())
