"""Learning: the server has something else of a file than we know of. Its word counts: one of the two is older."""

import json
from dataclasses import replace

from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.state import State, StoredFile
from reference_server.watcher.product.server import ProblemError, Server

LOST = {"file-deleted", "not-found"}
"""Refusals of a file that the server has no longer: what lies there is a new one to it."""
SUPERSEDED = {*LOST, "revision-conflict"}
"""Refusals of what was meant for another version of a file than the present one."""


def learn(server: Server, state: State, tracking: Tracking, known: StoredFile, slug: str) -> None:
    """Take in why the server refused a change of a file. Raises what `Server` raises, or DiskFullError."""
    present = None
    if slug == "revision-conflict":
        try:
            present = server.file(known.file_id)
        except ProblemError as problem:
            slug = problem.slug
    if slug in LOST:
        forget(state, tracking, known)
    if present is not None:
        newest = present["versions"][0]
        file = replace(
            known,
            rev=present["rev"],
            meta_n=present["meta"]["n"],
            mtime_ns=0,  # what that version was read from is not known
            sha256=b"",
            kid=newest["kid"],
            wrap=json.dumps(newest["wrap"]),
        )
        state.stored([file], [])
        tracking.know(file)


def forget(state: State, tracking: Tracking, file: StoredFile) -> None:
    """Take in that the server has a file no longer."""
    state.forget_file(file.file_id)
    tracking.forget(file)
