"""Serve: `python -m reference_server`, with settings from the environment (PASSION_…)."""

import json
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from reference_server import logs
from reference_server.app import create_app
from reference_server.repeating import repeated
from reference_server.seams import Seams, default_seams
from reference_server.settings import Settings
from reference_server.stack.parent import when_parent_ends
from reference_server.store.migrate import migrate_to_head

HOST = "127.0.0.1"
SECONDS_TO_FINISH = 3


class Announcing(uvicorn.Server):
    """A server that says on standard output when it serves."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self.url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, then print one JSON line."""
        await super().startup(sockets)
        print(json.dumps({"ready": True, "url": self.url}), flush=True)


def serve(settings: Settings, seams: Seams) -> None:
    """Migrate the database, bind, serve until told to stop; then nothing is left open."""
    logs.configure(settings.log_file)
    # Once it has finished, uvicorn raises the signal that ended it anew; SIGTERM would end the program there and then.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        prepare(settings.database_url)
        with (
            last_words(seams),  # whatever ends it, and once nobody else writes any more
            repeated("purge", lambda: purge(seams), settings.purge_seconds),
            repeated("telemetry", seams.services.telemetry_writing.store, settings.telemetry_write_seconds),
        ):
            run(settings, seams)
    except KeyboardInterrupt:
        pass  # asked for, by Ctrl-C or SIGTERM
    finally:
        seams.store.close()


@contextmanager
def last_words(seams: Seams) -> Iterator[None]:
    """Write down what was counted last when the block ends; a server that does not get to it has crashed."""
    try:
        yield
    finally:
        try:
            seams.services.telemetry_writing.store(ended=True)
        except SQLAlchemyError as error:
            logs.failure("telemetry", error)


def purge(seams: Seams) -> None:
    """Delete everybody's things that are too old."""
    seams.services.history.purge()
    seams.services.tidying.tidy()
    seams.services.disposal.tidy()
    seams.services.telemetry_writing.tidy()


def run(settings: Settings, seams: Seams) -> None:
    """Bind, say so, and answer requests."""
    listener = listen(settings.port)
    url = f"http://{HOST}:{listener.getsockname()[1]}{settings.path_prefix}"
    config = uvicorn.Config(
        create_app(settings.reached_at(url), seams),
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    server = Announcing(config, url)
    if settings.exit_with_parent:
        when_parent_ends(lambda: setattr(server, "should_exit", True))
    server.run(sockets=[listener])


def listen(port: int) -> socket.socket:
    """Take the port; the program ends with a clear line when another program has it."""
    try:
        return socket.create_server((HOST, port), backlog=512)
    except OSError as error:
        sys.exit(f"PASSION_PORT: {port} cannot be used ({error.strerror}); choose another one, or 0 for a free one")


def prepare(database_url: str) -> None:
    """Bring the database to the present schema; the program ends with a clear line when it does not answer."""
    try:
        migrate_to_head(database_url)
    except OperationalError as error:
        told = str(error.orig).strip().splitlines()[0]
        sys.exit(f"PASSION_DATABASE_URL: the database cannot be used: {told}")


def settings_from_environment(**given: Any) -> Settings:
    """Return the settings, those given before the environment's; one that makes no sense ends the program by name."""
    try:
        return Settings(**given)
    except ValidationError as error:
        for found in error.errors():
            name = "_".join(["PASSION", *(str(part).upper() for part in found["loc"][:1])])
            inside = ".".join(str(part) for part in found["loc"][1:])
            told = found["msg"].removeprefix("Value error, ")
            print(f"{name} ({inside}): {told}" if inside else f"{name}: {told}", file=sys.stderr)
        raise SystemExit(2) from None
    except SettingsError as error:
        # A value that should be JSON and is not; the library's sentence names the field.
        name = str(error).split('"')[1].upper()
        print(f"PASSION_{name}: must be JSON", file=sys.stderr)
        raise SystemExit(2) from None


def main() -> None:
    """Serve what the environment says."""
    settings = settings_from_environment()
    serve(settings, default_seams(settings))


if __name__ == "__main__":
    main()
