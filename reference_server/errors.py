"""Refusals become problem details: one table from what a service raises to what HTTP says."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from reference_server.contract.problems import FieldError
from reference_server.services import refusals

PROBLEM_JSON = "application/problem+json"
LARGEST_BODY = 1024 * 1024
"""Bytes that a request may carry."""

STATUS: dict[type[refusals.Refusal], tuple[int, str, str]] = {
    refusals.SignedOut: (401, "signed-out", "You are signed out"),
    refusals.ForeignOrigin: (403, "forbidden-origin", "Not from this site"),
    refusals.CookieNeeded: (403, "cookie-needed", "Not with a token"),
    refusals.NotFound: (404, "not-found", "Not found"),
    refusals.Invalid: (422, "validation", "Something in the request makes no sense"),
    refusals.DateOutOfRange: (422, "date-out-of-range", "Too early, too late, or at odds with itself"),
    refusals.QuestArchived: (409, "quest-archived", "The quest is archived"),
    refusals.HabitNotDue: (409, "habit-not-due", "The habit is not due"),
    refusals.FocusAlreadyRunning: (409, "focus-already-running", "Another session is going"),
    refusals.FocusNotFinished: (409, "focus-not-finished", "The session is not over"),
    refusals.FocusInState: (409, "focus-state", "Not in this state"),
    refusals.AdministratorsOnly: (403, "forbidden", "Administrators only"),
    refusals.VaultLocked: (423, "vault-locked", "The vault is locked"),
    refusals.WrongPassphrase: (401, "wrong-passphrase", "Wrong passphrase"),
    refusals.WrongCode: (401, "wrong-code", "Wrong recovery code"),
    refusals.Throttled: (429, "throttled", "Too many attempts"),
    refusals.NoVault: (409, "no-vault", "There is no vault"),
    refusals.VaultExists: (409, "vault-exists", "There is a vault already"),
    refusals.RevisionConflict: (409, "revision-conflict", "Changed elsewhere"),
    refusals.IdTaken: (409, "id-taken", "The id is taken"),
    refusals.PolicyDeprecated: (409, "policy-deprecated", "The crypto policy is deprecated"),
    refusals.PolicyUnknown: (422, "policy-unknown", "Unknown crypto policy"),
    refusals.PolicyNeeded: (409, "policy-needed", "The crypto policy is needed"),
    refusals.TicketInvalid: (409, "ticket-invalid", "The reset ran out"),
    refusals.RotationStale: (409, "rotation-stale", "Changed during rotation"),
    refusals.RotationIncomplete: (409, "rotation-incomplete", "The rotation is incomplete"),
    refusals.SignInRefused: (403, "sign-in-refused", "The sign-in was refused"),
}
"""Of each refusal: status, slug of the type, title."""


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
    content: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "trace_id": scope.get("state", {}).get("trace_id", ""),
        **(facts or {}),
    }
    if errors:
        content["errors"] = [error.model_dump() for error in errors]
    return JSONResponse(content, status, headers, media_type=PROBLEM_JSON)


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, refusals.Refusal)  # noqa: S101  what the handler is registered for
    status, slug, title = STATUS[type(refusal)]
    errors = refusal.errors if isinstance(refusal, refusals.Invalid) else ()
    wait = refusal.facts.get("retry_after")
    headers = None if wait is None else {"Retry-After": str(wait)}
    facts = refusal.facts
    return problem(request.scope, status, slug, title, refusal.detail, errors=errors, facts=facts, headers=headers)


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  what the handler is registered for
    found = [
        FieldError(field=_field(wrong["type"], wrong["loc"]), message=_message(wrong["type"], wrong["msg"]))
        for wrong in error.errors()
    ]
    return await _refused(request, refusals.Invalid(*found))


def _field(kind: str, location: Sequence[str | int]) -> str:
    """Return the path inside the request: ("body", "steps", 2, "title") -> steps.2.title."""
    if kind == "json_invalid":
        return "body"  # the location is a byte's
    inside = location[1:] if location[0] in {"body", "query", "path", "header", "cookie"} else location
    return ".".join(str(part) for part in inside if part != "") or "body"


def _message(kind: str, message: str) -> str:
    """Return what pydantic found, as the end of a sentence that begins with the field."""
    known = {"missing": "is required", "extra_forbidden": "is not known here", "json_invalid": "must be JSON"}
    return known.get(kind, message.replace("Input should be", "must be"))


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
