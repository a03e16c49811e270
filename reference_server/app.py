"""The application, put together from settings and seams."""

from urllib.parse import urlsplit

from fastapi import FastAPI

from reference_server import __version__, errors
from reference_server.middleware import BodyLimit, KnownHost, SecureHeaders, Tracing, UnderPrefix
from reference_server.routes import (
    admin,
    assets,
    auth,
    crypto_policies,
    daw,
    export,
    focus,
    habits,
    health,
    items,
    learning,
    openapi,
    pages,
    pairing,
    quests,
    recovery,
    rotation,
    search,
    sharing,
    shell,
    sync,
    telemetry,
    today,
    uploads,
    vault,
)
from reference_server.seams import Seams
from reference_server.settings import Settings

PARTS = (
    assets,  # first, because most requests are for these
    auth,
    quests,
    habits,
    focus,
    learning,
    today,
    items,
    sharing,
    search,
    sync,
    vault,
    recovery,
    rotation,
    crypto_policies,
    pairing,
    daw,
    uploads,
    admin,
    telemetry,
    export,
    health,
    pages,
    shell,
)


def create_app(settings: Settings, seams: Seams) -> FastAPI:
    """Return the application; `settings.public_url` must be known by now."""
    app = FastAPI(
        title="Passion OS",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.seams = seams
    for part in PARTS:
        app.include_router(part.router)
    errors.install(app)
    openapi.install(app, settings.prefix)
    _wrap(app, settings, seams)
    return app


def _wrap(app: FastAPI, settings: Settings, seams: Seams) -> None:
    # Each wraps those before it.
    app.add_middleware(BodyLimit)
    app.add_middleware(UnderPrefix, prefix=settings.prefix)
    app.add_middleware(KnownHost, hosts=[urlsplit(settings.public_url).hostname or ""])
    app.add_middleware(Tracing, telemetry=seams.services.telemetry)
    app.add_middleware(SecureHeaders)
    for wrap in seams.middleware:
        app.add_middleware(wrap)
