"""Health and build over HTTP; open to everybody, and without anybody's data."""

from collections.abc import Callable
from typing import get_args

from fastapi import APIRouter, Response

from reference_server.contract.health import Build, Health
from reference_server.routes.here import Rules
from reference_server.services.health.health import Part

router = APIRouter(prefix="/api", tags=["health"], responses={503: {"model": Health, "description": "Something fails"}})

JUDGED: dict[str, tuple[str, str, tuple[Part, ...]]] = {
    "/health": ("overall", "Judge by every part.", get_args(Part)),
    "/health/live": ("live", "Judge by the process alone.", ()),
    "/health/ready": ("ready", "Judge by what every request needs.", ("database", "migrations")),
    "/health/database": ("database", "Judge by the database.", ("database",)),
    "/health/migrations": ("migrations", "Judge by the schema.", ("migrations",)),
    "/health/storage": ("storage", "Judge by the object store.", ("storage",)),
    "/health/identity": ("identity", "Judge by the identity providers.", ("identity",)),
    "/health/sync": ("sync", "Judge by whether an operation can be stored and polled.", ("sync",)),
}
"""Of each path: name, description, and the parts that are judged."""


def _judging(parts: tuple[Part, ...]) -> Callable[[Rules, Response], Health]:
    def answer(rules: Rules, response: Response) -> Health:
        health = rules.health.judge(*parts)
        response.status_code = 200 if health.status == "ok" else 503
        return health

    return answer


for _path, (_name, _description, _parts) in JUDGED.items():
    router.add_api_route(_path, _judging(_parts), name=_name, description=_description)


@router.get("/build")
def build(rules: Rules) -> Build:
    """Return what the server was built from."""
    return rules.health.build()
