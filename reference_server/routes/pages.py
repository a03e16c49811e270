"""The pages: shells that fill themselves from the API."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
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
    "/learning",
    "/vault",
    "/devices",
    "/settings",
    "/admin/daw",
    "/admin/telemetry",
)

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
