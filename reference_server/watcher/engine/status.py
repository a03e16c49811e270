"""How the watcher is, as one document: what is synced, pending and failed, and why."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reference_server.watcher import VERSION
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings
from reference_server.watcher.local.state import stored_counts

if TYPE_CHECKING:
    # Commands tell of a watcher that does not run, too, and are not to wait for what it is made of.
    from reference_server.watcher.engine.engine import Engine
    from reference_server.watcher.folders.tracking import Tracking

SCHEMA = 1


def of_engine(engine: "Engine", *, with_files: bool) -> dict[str, Any]:
    """Return how a running watcher is; `with_files` names each file and its state."""
    parts, standing = engine.parts, engine.parts.standing
    folders = [_folder(engine, tracking, with_files=with_files) for tracking in parts.watched.all()]
    pending = sum(each["pending"] for each in folders)
    first = standing.first
    return {
        **_about(parts.credentials, engine.settings),
        "running": True,
        "pid": os.getpid(),
        "state": first or ("syncing" if pending else "idle"),
        "reason": standing.hindrances[first] if first else None,
        "folders": folders,
        "queue": {"pending": pending, "waiting_in_spool": len(parts.sending.unsent)},
        "failed": [each for folder in folders for each in folder["failed"]],
        "last_error": _trouble(engine),
        "settings_error": engine.settings_error,
        "threads": {name: round(parts.clock.monotonic() - beat, 1) for name, beat in sorted(engine.beats.items())},
    }


def of_rest(home: Home, settings: Settings, credentials: Credentials | None) -> dict[str, Any]:
    """Return how a watcher is that does not run: what it knows of the last time."""
    stored = stored_counts(home.state)
    folders = [{**_named(folder), "synced": stored.get(folder.id, 0)} for folder in settings.folders]
    return {
        **_about(credentials, settings),
        "running": False,
        "pid": None,
        "state": "stopped" if credentials else "signed_out",
        "reason": "it does not run; start it by: daw-watcher run" if credentials else "run: daw-watcher sign-in",
        "folders": folders,
    }


def _about(credentials: Credentials | None, settings: Settings) -> dict[str, Any]:
    device = credentials and {"id": credentials.device_id, "server": credentials.server}
    return {"schema": SCHEMA, "version": VERSION, "device": device, "paused": settings.paused}


def _named(folder: Folder) -> dict[str, Any]:
    return {"id": folder.id, "path": folder.path, "share_names": folder.share_names}


def _folder(engine: "Engine", tracking: "Tracking", *, with_files: bool) -> dict[str, Any]:
    parts, folder = engine.parts, tracking.folder
    condition = parts.watched.conditions[folder.id]
    with tracking.lock:
        failures = parts.journal.failed(folder.id)
        waiting = {*tracking.candidates, *tracking.working} - {each.path for each in failures}
        failed = [_failed(each.path, each.reason, _instant(each.since)) for each in failures]
        failed += [
            _failed(path, "it lost its content without having been written; the stored version is kept", None)
            for path in tracking.suspect
        ]
        told = {
            **_named(folder),
            "state": condition.standing,
            "reason": condition.reason,
            "events": parts.hints.is_alive(folder.id),
            "warning": parts.hints.troubles.get(folder.id),
            "synced": len(set(tracking.known) - waiting - set(tracking.vanished) - set(tracking.suspect)),
            "pending": len(waiting) + len(tracking.vanished),
            "failed": failed,
            "ignored": dict(sorted(tracking.ignored.items())),
            "unreadable": {_text(path): reason for path, reason in tracking.unreadable.items()},
            "last_scan": _instant(tracking.last_scan),
        }
        if with_files:
            told["files"] = _files(tracking, {each.path: each.reason for each in failures})
    return told


def _files(tracking: "Tracking", failures: dict[bytes, str]) -> list[dict[str, Any]]:
    paths = {*tracking.known, *tracking.candidates, *tracking.working, *failures}
    listed = []
    for path in sorted(paths):
        known = tracking.known.get(path)
        state, reason = "synced", None
        if path in failures:
            state, reason = "failed", failures[path]
        elif path in tracking.suspect:
            state, reason = "failed", "it lost its content without having been written"
        elif path in tracking.working or path in tracking.candidates:
            state = "uploading" if path in tracking.working else "settling"
        elif path in tracking.vanished:
            state = "removing"
        listed.append({"path": _text(path), "state": state, "reason": reason, "version": known.rev if known else 0})
    return listed


def _failed(path: bytes, reason: str, since: str | None) -> dict[str, Any]:
    return {"path": _text(path), "reason": reason, "since": since}


def _trouble(engine: "Engine") -> dict[str, Any] | None:
    trouble = engine.parts.standing.last_error
    return None if trouble is None else {"at": _instant(trouble.at), "message": trouble.message}


def _text(path: bytes) -> str:
    """Return a path as JSON can have it; bytes that are no text show as their escapes."""
    return path.decode("utf-8", "backslashreplace")


def _instant(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
