"""Health and build over HTTP; open to everybody, and without anybody's data."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from reference_server.contract.health import Build, Health
from reference_server.routes.here import Rules

router = APIRouter(prefix="/api", tags=["health"], responses={503: {"model": Health, "description": "Something fails"}})


def _answer(judge: Callable[[], Health], response: Response) -> Health:
    health = judge()
    response.status_code = 200 if health.status == "ok" else 503
    return health


@router.get("/health")
def overall(rules: Rules, response: Response) -> Health:
    """Judge by every part."""
    return _answer(rules.health.overall, response)


@router.get("/health/live")
def live(rules: Rules, response: Response) -> Health:
    """Judge by the process alone."""
    return _answer(rules.health.live, response)


@router.get("/health/ready")
def ready(rules: Rules, response: Response) -> Health:
    """Judge by what every request needs."""
    return _answer(rules.health.ready, response)


@router.get("/health/database")
def database(rules: Rules, response: Response) -> Health:
    """Judge by the database."""
    return _answer(rules.health.of_database, response)


@router.get("/health/migrations")
def migrations(rules: Rules, response: Response) -> Health:
    """Judge by the schema."""
    return _answer(rules.health.of_migrations, response)


@router.get("/health/identity")
def identity(rules: Rules, response: Response) -> Health:
    """Judge by the identity providers."""
    return _answer(rules.health.of_identity, response)


@router.get("/build")
def build(rules: Rules) -> Build:
    """Return what the server was built from."""
    return rules.health.build()
