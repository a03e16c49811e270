"""The pages: shells that fill themselves from the API, and the files they are made of."""

from hashlib import sha256
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from reference_server.assets import Assets
from reference_server.routes.here import SESSION_COOKIE, Configured, Rules
from reference_server.services.refusals import SignedOut
from reference_server.templates import render

PROTECTED = (
    "/today",
    "/focus",
    "/quests",
    "/habits",
    "/ideas",
    "/infobase",
    "/journal",
    "/vault",
    "/settings",
)
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


async def _assets(request: Request) -> Assets:
    assets: Assets = request.app.state.seams.assets
    return assets


Files = Annotated[Assets, Depends(_assets)]


@router.get("/")
async def home(settings: Configured) -> RedirectResponse:
    """Lead to the page that everybody begins with."""
    return RedirectResponse(f"{settings.prefix}/today", 303)


@router.get("/login")
async def login(files: Files, rules: Rules) -> HTMLResponse:
    """Show the sign-in page, to whomever, with every provider on offer."""
    return HTMLResponse(render(files, "login", providers=rules.sign_in.providers().providers))


def protected(request: Request, files: Files, rules: Rules, settings: Configured) -> Response:
    """Show the page that the path names to a signed-in person; lead anybody else to sign in and then back here."""
    path: str = request.scope["route"].path
    try:
        rules.sessions.by_cookie(request.cookies.get(SESSION_COOKIE, ""))
    except SignedOut:
        here = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"{settings.prefix}/login?return_to={quote(here)}", 303)
    return HTMLResponse(render(files, path.removeprefix("/")))


for _path in PROTECTED:
    router.add_api_route(_path, protected)


# Not in a thread, unlike what asks the database: these files are small, and a thread costs more than reading them.
@router.get("/assets/{path:path}")
async def asset(path: str, request: Request, files: Files) -> Response:
    """Give a file that pages are made of; the browser keeps it, and asks each time whether it is still the same."""
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix)
    if media_type is None:
        raise HTTPException(404, "There is no such file.")
    try:
        content = files.read(path)
    except FileNotFoundError:
        raise HTTPException(404, "There is no such file.") from None
    headers = {"ETag": f'"{sha256(content).hexdigest()}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
