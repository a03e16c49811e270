"""The pages: shells that fill themselves from the API, and the files they are made of."""

from hashlib import sha256
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from reference_server.seams import Seams
from reference_server.services.refusals import SignedOut

HOME = "/today"
SHELLS = ("today", "focus", "quests", "habits", "settings")
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


def _seams(request: Request) -> Seams:
    seams: Seams = request.app.state.seams
    return seams


SeamsOf = Annotated[Seams, Depends(_seams)]


@router.get("/")
def home() -> RedirectResponse:
    """Lead to the page that everybody begins with."""
    return RedirectResponse(HOME, status_code=303)


@router.get("/login")
def login(seams: SeamsOf) -> HTMLResponse:
    """Show the sign-in page, to whomever."""
    return _shell(seams, "login")


def protected(request: Request, seams: SeamsOf) -> Response:
    """Show the page that the path names to a signed-in person; lead anybody else to sign in and then back here."""
    if not _is_signed_in(request, seams):
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?return_to={quote(here, safe='/')}", status_code=303)
    return _shell(seams, request.url.path.removeprefix("/"))


for name in SHELLS:
    router.add_api_route(f"/{name}", protected, name=name)


@router.get("/assets/{path:path}")
def asset(path: str, request: Request, seams: SeamsOf) -> Response:
    """Give a file of the pages; the browser keeps it and asks whether it is still the same."""
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix)
    if media_type is None:
        raise HTTPException(404)
    try:
        content = seams.assets.read(path)
    except FileNotFoundError:
        raise HTTPException(404) from None
    headers = {"ETag": f'"{sha256(content).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def _shell(seams: Seams, name: str) -> HTMLResponse:
    return HTMLResponse(seams.assets.read(f"{name}.html"), headers={"Cache-Control": "no-store"})


def _is_signed_in(request: Request, seams: Seams) -> bool:
    try:
        seams.services.sessions.by_cookie(request.cookies.get("passion_session", ""))
    except SignedOut:
        return False
    return True
