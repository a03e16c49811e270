"""A temporary PostgreSQL: a cluster of its own on a free loopback port, gone afterwards.

`python -m reference_server.stack.postgresql` prints a JSON line with the URL when the database can be used, and takes
the cluster down when standard input ends. It is made for tests: writes are not synced to disk.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from reference_server.stack.parent import when_parent_ends

LOOPBACK = "127.0.0.1"
USER, DATABASE = "passion", "postgres"
READY_WITHIN_S = 30.0
STOP_WITHIN_S = 10.0
_POLL_S = 0.05
_DEBIAN = Path("/usr/lib/postgresql")


class PostgresqlMissingError(RuntimeError):
    """The programs `initdb` and `postgres` are not on this machine; the message says what to install."""


def programs() -> Path:
    """Return the folder that holds `initdb` and `postgres`, the newest version first.

    Raises:
        PostgresqlMissingError: there is none.

    """
    on_path = shutil.which("postgres")
    versions = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *versions]:
        if shutil.which("initdb", path=str(folder)) and shutil.which("postgres", path=str(folder)):
            return folder
    raise PostgresqlMissingError(
        "a temporary PostgreSQL needs the programs initdb and postgres, and neither PATH nor /usr/lib/postgresql has "
        "them; install the server (Debian, Ubuntu: apt install postgresql; macOS: brew install postgresql) or give "
        "the URL of a running one: --database postgresql://user:password@host/name"
    )


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """Run a PostgreSQL cluster in a temporary folder; the value is the URL of its database.

    Raises:
        PostgresqlMissingError: PostgreSQL is not installed.
        RuntimeError: the server did not start; the message holds what it said.

    """
    binaries = programs()
    account = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="passion-postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if account:
            shutil.chown(folder, user=account["user"])
        data, log = folder / "data", folder / "postgresql.log"
        # Every account of this machine reaches loopback, and the superuser may run programs as us.
        password = secrets.token_urlsafe(32)
        _initialise(binaries, data, password, account)
        port = _free_port()
        with log.open("wb") as output:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-h", LOOPBACK, "-p", str(port), *_settings(folder)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **account,
            )
        try:
            _wait_until_ready(server, port, password, log)
            yield f"postgresql+psycopg://{USER}:{password}@{LOOPBACK}:{port}/{DATABASE}"
        finally:
            _stop(server)


def _initialise(binaries: Path, data: Path, password: str, account: dict[str, Any]) -> None:
    file = data.with_name("password")
    file.touch(mode=0o600)
    file.write_text(password, encoding="ascii")
    if account:
        shutil.chown(file, user=account["user"])
    locked = ["-U", USER, "-A", "scram-sha-256", f"--pwfile={file}"]
    done = subprocess.run(
        [binaries / "initdb", "-D", data, *locked, "-E", "UTF8", "--no-locale", "--no-sync"],
        capture_output=True,
        check=False,
        text=True,
        cwd=data.parent,
        **account,
    )
    file.unlink()
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


def _settings(folder: Path) -> list[str]:
    settings = {"unix_socket_directories": "" if os.name == "nt" else str(folder), "fsync": "off"}
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _wait_until_ready(server: "subprocess.Popen[bytes]", port: int, password: str, log: Path) -> None:
    import psycopg

    deadline = monotonic() + READY_WITHIN_S
    while server.poll() is None and monotonic() < deadline:
        try:
            psycopg.connect(host=LOOPBACK, port=port, user=USER, password=password, dbname=DATABASE).close()
        except psycopg.OperationalError:
            Event().wait(_POLL_S)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(encoding='utf-8', errors='replace').strip()}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait until every client has left.
    if os.name == "nt":
        server.terminate()
    else:
        import signal

        server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _unprivileged() -> dict[str, Any]:
    """Return the account to run as: PostgreSQL refuses root, so root lends it the account made for it, or nobody."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_name, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0


def main() -> None:
    """Run a cluster until standard input ends."""
    over = Event()
    when_parent_ends(over.set)
    try:
        with temporary_cluster() as url:
            print(json.dumps({"ready": True, "url": url}), flush=True)
            over.wait()
    except (PostgresqlMissingError, RuntimeError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
