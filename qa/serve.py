"""`qa serve`: the reference server with all its parts, on this machine."""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Annotated

import typer

from qa.errors import UserError, unknown
from qa.help import examples, switch

if TYPE_CHECKING:
    from reference_server.stack.part import Event
    from reference_server.stack.stack import PartReady, StackReady

EXAMPLES = examples(
    ("qa serve", "data is kept in .qa/server"),
    ("qa serve --ephemeral --port 8080", "nothing is kept"),
    ("qa serve --database postgresql", "a temporary PostgreSQL"),
    ("qa serve --prometheus", "watched by a Prometheus with the alert rules"),
    ("qa serve --fault quests.reward_taken_back", "with a seeded defect"),
)
KEPT = Path(".qa") / "server"
_EPHEMERAL = "passion-os-server-"


def serve(
    *,
    as_json: Annotated[bool, switch("--json", help="One JSON object a line, for programs.")] = False,
    ephemeral: Annotated[
        bool, switch("--ephemeral", help="Keep data and logs in a temporary folder and remove it at the end.")
    ] = False,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port of the product; 0: a free one.")] = 0,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="sqlite:///FILE or postgresql://…; the word postgresql starts a temporary one. Without: SQLite.",
        ),
    ] = None,
    fault: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Switch a seeded defect on (repeatable).")
    ] = None,
    faults: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder with fault modules of your own.", file_okay=False)
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of the API (repeatable).")
    ] = None,
    prometheus: Annotated[
        bool, switch("--prometheus", help="Start Prometheus with the alert rules, and an Alertmanager if there is one.")
    ] = False,
    alert_webhook: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the Alertmanager posts alerts; with --prometheus.")
    ] = None,
    exit_with_parent: Annotated[
        bool,
        switch(
            "--exit-with-parent",
            help="End when standard input closes, for programs that start this.",
            envvar="PASSION_EXIT_WITH_PARENT",
        ),
    ] = False,
) -> None:
    """Start the reference server: two identity providers, the database, the file store, the API with its pages.

    Everything listens on 127.0.0.1 only. Ctrl-C stops all parts.
    When one part dies, all stop and the exit code is 1; it is 2 for a setting or a fault that does not exist.
    """
    from reference_server.stack.database import UnknownDatabaseError
    from reference_server.stack.stack import Stack, StackError, Wanted

    _check_port(port)
    if alert_webhook and not prometheus:
        raise UserError("--alert-webhook needs --prometheus: without it nobody watches the product")
    events: SimpleQueue[Event] = SimpleQueue()
    tell = _tell_json if as_json else _tell_person
    try:
        with _folder(ephemeral=ephemeral) as folder, _stop_signals(events, with_parent=exit_with_parent):
            wanted = Wanted(
                folder=folder,
                database=database,
                port=port,
                faults=tuple(fault or ()),
                fault_folder=faults,
                settings=_environment(settings or []),
                prometheus=prometheus,
                webhook=alert_webhook,
            )
            stop = Stack(wanted, events).run(tell)
    except StackError as error:
        print(f"qa serve: {error}", file=sys.stderr)
        raise typer.Exit(2 if error.usage else 1) from error
    except UnknownDatabaseError as error:
        raise UserError(f"--database: {error}") from error
    if not as_json:
        print(f"stopped ({stop.reason}): all parts have ended")


def _check_port(port: int) -> None:
    import socket

    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise UserError(
            f"--port {port} cannot be used ({why}); choose another, or leave it out for a free one"
        ) from error


def _tell_json(message: "PartReady | StackReady") -> None:
    from reference_server.stack.stack import PartReady

    if isinstance(message, PartReady):
        line: dict[str, object] = {"part": message.part, "state": "ready", "url": message.url}
    else:
        line = {
            "ready": True,
            "url": message.url,
            "log": str(message.log),
            "parts": dict(message.parts),
            "watcher": list(message.watcher),
            "prometheus": message.prometheus,
            "database": message.database,
        }
    print(json.dumps(line), flush=True)


def _tell_person(message: "PartReady | StackReady") -> None:
    from reference_server.stack.stack import PartReady

    if isinstance(message, PartReady):
        print(f"{message.part:<20} ready  {message.url}", flush=True)
    else:
        print(f"\nPassion OS is at {message.url}   (log: {message.log}; Ctrl-C stops all)", flush=True)


@contextmanager
def _folder(*, ephemeral: bool) -> Iterator[Path]:
    if not ephemeral:
        KEPT.mkdir(parents=True, exist_ok=True)
        yield KEPT
        return
    _sweep()
    with tempfile.TemporaryDirectory(prefix=f"{_EPHEMERAL}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _sweep() -> None:
    """Remove the folders of servers that were killed and could not do it themselves."""
    import shutil

    import psutil

    for folder in Path(tempfile.gettempdir()).glob(f"{_EPHEMERAL}*-*"):
        owner = folder.name.removeprefix(_EPHEMERAL).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _stop_signals(events: "SimpleQueue[Event]", *, with_parent: bool) -> Iterator[None]:
    """Turn Ctrl-C, the signals that end a process and, if asked, the end of standard input into one event."""
    from reference_server.stack.parent import when_parent_ends
    from reference_server.stack.part import StopAsked

    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {
        name: signal.signal(getattr(signal, name), lambda *_, name=name: events.put(StopAsked(name))) for name in names
    }
    if with_parent:
        when_parent_ends(lambda: events.put(StopAsked("standard input closed")))
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _environment(pairs: Sequence[str]) -> dict[str, str]:
    if not pairs:
        return {}
    from reference_server.settings import Settings

    environment = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UserError(f"--settings {pair!r} is not KEY=VALUE, for example --settings session_days=1")
        if key.lower() not in Settings.model_fields:
            raise unknown("setting", key, Settings.model_fields, where="--settings")
        environment[f"PASSION_{key.upper()}"] = value
    return environment
