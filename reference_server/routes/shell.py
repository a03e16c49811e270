"""What lets pages open without a network: the service worker, and the shell that it keeps."""

import json
from dataclasses import asdict

from fastapi import APIRouter, Response

from reference_server.middleware import SECURITY_HEADERS
from reference_server.routes.pages import PROTECTED, Files
from reference_server.shell import Shell, shell_of

PAGES = tuple(path.removeprefix("/") for path in PROTECTED)

router = APIRouter(include_in_schema=False)


def present_shell(files: Files) -> Shell:
    """Return the shell as it is now; it is the same for everybody, and holds nothing of anybody."""
    return shell_of(files, PAGES)


@router.get("/worker.js")
def worker(files: Files) -> Response:
    """Give the service worker, another one for each build; it lies here because it rules what lies below."""
    facts = f"const BUILD = {json.dumps(present_shell(files).build)};\nconst PAGES = {json.dumps(PAGES)};\n"
    headers = {"Cache-Control": "no-cache"}
    return Response(facts + files.read("worker.js").decode(), media_type="text/javascript", headers=headers)


@router.get("/shell")
def shell(files: Files) -> Response:
    """Give all files of the shell at once."""
    present = present_shell(files)
    told = {path: {**asdict(file), "headers": SECURITY_HEADERS} for path, file in present.files.items()}
    return Response(json.dumps({"build": present.build, "files": told}), media_type="application/json")
