"""The OpenAPI document: what FastAPI derives, and the refusals that it cannot see."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from reference_server import __version__
from reference_server.contract.problems import Problem
from reference_server.errors import PROBLEM_JSON

REFERENCE = "#/components/schemas/{model}"
WORDS = {
    400: "Not let in, or not yet; `error` says why, as RFC 8628 has it",
    401: "Nobody is signed in, or what was to be proved was not",
    403: "Not allowed from there, or for administrators only",
    404: "There is none, or it is another person's",
    409: "The state of things does not allow it",
    410: "What was deleted since is not known any more: begin anew",
    413: "The body is above 1 MiB",
    421: "The host is unknown",
    422: "Something in the request makes no sense",
    423: "The vault is locked",
    429: "Too many wrong attempts",
    503: "The file store cannot be used now",
}
ANYWHERE = (421, 422)


Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """Return the declaration of a route's own refusals."""
    return {status: {"description": WORDS[status], "content": _CONTENT, **_MORE.get(status, {})} for status in statuses}


_MORE: Responses = {
    429: {"headers": {"Retry-After": {"required": True, "schema": {"type": "string", "pattern": "^[0-9]+$"}}}}
}
_CONTENT = {PROBLEM_JSON: {"schema": {"$ref": REFERENCE.format(model="Problem")}}}


def install(app: FastAPI, prefix: str) -> None:
    """Let the application describe itself; the document is made at the first request for it."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app.routes, prefix)
        return app.openapi_schema

    # FastAPI's own way to replace the document.
    app.openapi = describe  # type: ignore[method-assign]


def _document(routes: list[BaseRoute], prefix: str) -> dict[str, Any]:
    servers: list[dict[str, str | Any]] = [{"url": prefix}] if prefix else []
    document = get_openapi(title="Passion OS", version=__version__, routes=routes, servers=servers)
    for operations in document["paths"].values():
        for method, operation in operations.items():
            for status, declared in problems(*_refusals(method, operation)).items():
                operation["responses"][str(status)] = declared
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template=REFERENCE)
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _refusals(method: str, operation: dict[str, Any]) -> list[int]:
    """Return the refusals that follow from what an operation is."""
    statuses = list(ANYWHERE)
    if "security" in operation:
        statuses.append(401)
        if method != "get":
            statuses.append(403)
    if "requestBody" in operation:
        statuses.append(413)
    return statuses
