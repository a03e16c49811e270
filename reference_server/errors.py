"""Refusals become answers: what a service raises, as HTTP says it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from reference_server.contract.problems import FieldError
from reference_server.services import problems, refusals

PROBLEM_JSON = "application/problem+json"
LARGEST_BODY = 1024 * 1024
"""Bytes that a request may carry."""


def problem(
    scope: Scope,
    status: int,
    slug: str,
    title: str,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    facts: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return the answer that says no."""
    content = problems.document(status, slug, title, detail, errors=errors, facts=facts)
    state = scope.setdefault("state", {})
    content["trace_id"], state["problem"] = state.get("trace_id", ""), slug
    return JSONResponse(content, status, headers, media_type=PROBLEM_JSON)


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, refusals.Refusal)  # noqa: S101  what the handler is registered for
    status, slug, title = problems.STATUS[type(refusal)]
    errors = refusal.errors if isinstance(refusal, refusals.Invalid) else ()
    wait = refusal.facts.get("retry_after")
    headers = None if wait is None else {"Retry-After": str(wait)}
    facts = refusal.facts
    return problem(request.scope, status, slug, title, refusal.detail, errors=errors, facts=facts, headers=headers)


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  what the handler is registered for
    return await _refused(request, problems.of_validation(error.errors()))


class BodyTooLarge(HTTPException):
    """More bytes came than are taken. FastAPI passes HTTP exceptions through while it reads a body, and no others."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def too_large(scope: Scope) -> JSONResponse:
    """Return the answer to a body that is too large."""
    detail = f"A request may carry {LARGEST_BODY} bytes at most."
    return problem(scope, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "Too large", detail)


async def _too_large(request: Request, _error: Exception) -> Response:
    return too_large(request.scope)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  what the handler is registered for
    status = HTTPStatus(error.status_code)
    if status == HTTPStatus.BAD_REQUEST:
        # Only FastAPI raises it, for a body that is no text at all.
        return await _refused(request, refusals.Invalid(FieldError(field="body", message="must be JSON in UTF-8")))
    slug = status.phrase.lower().replace(" ", "-")
    return problem(request.scope, status, slug, status.phrase, str(error.detail), headers=error.headers)


def install(app: FastAPI) -> None:
    """Let the application answer refusals as problems."""
    app.add_exception_handler(refusals.Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(BodyTooLarge, _too_large)
    app.add_exception_handler(HTTPException, _http)
