"""Serve: `python -m reference_server`, with settings from the environment (PASSION_…)."""

import json
import socket
import sys
import threading
from collections.abc import Callable

import uvicorn
from pydantic import ValidationError

from reference_server import logs
from reference_server.app import create_app
from reference_server.seams import Seams, default_seams
from reference_server.settings import Settings
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
    """Migrate the database, bind, serve until told to stop."""
    logs.configure(settings.log_file)
    migrate_to_head(settings.database_url)
    listener = socket.create_server((HOST, settings.port), backlog=512)
    url = f"http://{HOST}:{listener.getsockname()[1]}"
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
        _when_stdin_ends(lambda: setattr(server, "should_exit", True))
    server.run(sockets=[listener])
    seams.store.close()


def _when_stdin_ends(stop: Callable[[], None]) -> None:
    def wait() -> None:
        sys.stdin.buffer.read()
        stop()

    threading.Thread(target=wait, name="parent", daemon=True).start()


def settings_from_environment() -> Settings:
    """Return the settings; one that makes no sense ends the program with its name and what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        for found in error.errors():
            name = "_".join(["PASSION", *(str(part).upper() for part in found["loc"][:1])])
            inside = ".".join(str(part) for part in found["loc"][1:])
            print(f"{name}{f' ({inside})' if inside else ''}: {found['msg']}", file=sys.stderr)
        raise SystemExit(2) from None


def main() -> None:
    """Serve what the environment says."""
    settings = settings_from_environment()
    serve(settings, default_seams(settings))


if __name__ == "__main__":
    main()
