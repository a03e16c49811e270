"""Refusals as problem details (RFC 9457): one table from what a service raises to what clients are told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reference_server.contract.problems import FieldError
from reference_server.services import refusals
from reference_server.services.daw import refusals as daw

STATUS: dict[type[refusals.Refusal], tuple[int, str, str]] = {
    refusals.SignedOut: (401, "signed-out", "You are signed out"),
    refusals.ForeignOrigin: (403, "forbidden-origin", "Not from this site"),
    refusals.CookieNeeded: (403, "cookie-needed", "Not with a token"),
    refusals.NotFound: (404, "not-found", "Not found"),
    refusals.Invalid: (422, "validation", "Something in the request makes no sense"),
    refusals.DateOutOfRange: (422, "date-out-of-range", "Too early, too late, or at odds with itself"),
    refusals.QuestArchived: (409, "quest-archived", "The quest is archived"),
    refusals.TrackArchived: (409, "track-archived", "The track is archived"),
    refusals.LessonLocked: (409, "lesson-locked", "The lesson is locked"),
    refusals.ReviewNotDue: (409, "review-not-due", "The review is not due"),
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
    refusals.OutOfOrder: (409, "out-of-order", "Not the next operation"),
    refusals.OtherPerson: (403, "other-person", "Somebody else is signed in"),
    refusals.CursorTooOld: (410, "cursor-too-old", "Too long ago"),
    refusals.IdTaken: (409, "id-taken", "The id is taken"),
    refusals.PolicyDeprecated: (409, "policy-deprecated", "The crypto policy is deprecated"),
    refusals.PolicyUnknown: (422, "policy-unknown", "Unknown crypto policy"),
    refusals.PolicyNeeded: (409, "policy-needed", "The crypto policy is needed"),
    refusals.TicketInvalid: (409, "ticket-invalid", "The reset ran out"),
    refusals.RotationStale: (409, "rotation-stale", "Changed during rotation"),
    refusals.RotationIncomplete: (409, "rotation-incomplete", "The rotation is incomplete"),
    daw.DeviceGrantRefused: (400, "device-grant", "Not let in"),
    daw.WatchersOnly: (403, "watchers-only", "Watchers only"),
    daw.NotForWatchers: (403, "not-for-watchers", "Not for watchers"),
    daw.StorageUnavailable: (503, "storage-unavailable", "The file store cannot be used"),
    daw.FileDeleted: (409, "file-deleted", "The file was deleted"),
    daw.UploadDiffers: (409, "upload-differs", "Another content"),
    daw.UploadMissing: (409, "upload-missing", "The upload has not arrived"),
    daw.UploadMismatch: (422, "upload-mismatch", "Something else has arrived"),
    daw.UploadGone: (409, "upload-gone", "The upload was given up"),
    refusals.SignInRefused: (403, "sign-in-refused", "The sign-in was refused"),
}
"""Of each refusal: status, slug of the type, title."""


def document(
    status: int,
    slug: str,
    title: str,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    facts: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """Return a problem document; of which request it is, whoever answers that says."""
    content: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        **(facts or {}),
    }
    if errors:
        content["errors"] = [error.model_dump() for error in errors]
    return content


def of_refusal(refusal: refusals.Refusal) -> dict[str, Any]:
    """Return the problem document of a refusal."""
    status, slug, title = STATUS[type(refusal)]
    errors = refusal.errors if isinstance(refusal, refusals.Invalid) else ()
    return document(status, slug, title, refusal.detail, errors=errors, facts=refusal.facts)


def of_validation(found: Iterable[Mapping[str, Any]]) -> refusals.Invalid:
    """Return the refusal of a request that is not of the shape that it should be, given what pydantic found."""
    return refusals.Invalid(
        *[
            FieldError(field=_field(wrong["type"], wrong["loc"]), message=_message(wrong["type"], wrong["msg"]))
            for wrong in found
        ]
    )


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
