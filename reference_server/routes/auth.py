"""Signing in and out."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Cookie, Query, Response
from fastapi.responses import RedirectResponse

from reference_server import logs
from reference_server.contract.people import Me, ProfileChange, Providers, Token
from reference_server.routes.here import SESSION_COOKIE, Configured, Rules, SignedIn
from reference_server.routes.openapi import Responses, problems
from reference_server.services.people.sign_in import KEPT_AFTER_EXPIRY, Callback
from reference_server.services.refusals import SignInRefused
from reference_server.settings import Settings

router = APIRouter(prefix="/api/auth", tags=["auth"])

SIGN_IN_COOKIE = "passion_signin"
REDIRECT: Responses = {302: {"description": "On to the provider"}, 303: {"description": "Back to the sign-in page"}}

Sent = Annotated[str | None, Query()]
BrowserSecret = Annotated[str | None, Cookie(alias=SIGN_IN_COOKIE)]


@router.get("/providers")
def providers(rules: Rules) -> Providers:
    """Return the providers that people can sign in with."""
    return rules.sign_in.providers()


@router.get(
    "/login/{provider}", status_code=302, response_class=RedirectResponse, responses={**REDIRECT, **problems(404)}
)
def login(
    provider: str,
    rules: Rules,
    settings: Configured,
    return_to: Sent = None,
    expires_in: Annotated[int | None, Query(ge=1, le=3600)] = None,
    browser: BrowserSecret = None,
) -> Response:
    """Send the browser to a provider; the wait for it may be asked shorter, in seconds, but never longer."""
    try:
        started = rules.sign_in.begin(provider, _redirect_uri(settings, provider), return_to, expires_in, browser)
    except SignInRefused as refusal:
        return _refused(refusal, settings)
    answer = RedirectResponse(started.url, 302)
    # Kept longer than the attempt, so that a late callback is told that it is late.
    path = f"{settings.prefix}/api/auth"
    _set_cookie(answer, settings, SIGN_IN_COOKIE, started.browser_secret, KEPT_AFTER_EXPIRY, path)
    return answer


@router.get("/callback/{provider}", status_code=303, response_class=RedirectResponse)
def callback(
    provider: str,
    rules: Rules,
    settings: Configured,
    state: Sent = None,
    code: Sent = None,
    browser: BrowserSecret = None,
) -> Response:
    """Take what the provider says, and open a session or refuse."""
    try:
        finished = rules.sign_in.finish(Callback(provider, _redirect_uri(settings, provider), state, code, browser))
    except SignInRefused as refusal:
        # Whom the provider refused it does not say: the browser that tried stands for the account.
        rules.telemetry.signed_in("bad_credentials", browser or state or provider)
        return _refused(refusal, settings)
    logs.event("signed-in", provider=provider)
    rules.telemetry.signed_in("ok", provider)
    answer = RedirectResponse(settings.prefix + finished.return_to, 303)
    session = finished.session
    _set_cookie(answer, settings, SESSION_COOKIE, session.secret, session.lifetime, settings.cookie_path)
    return answer


@router.post("/logout", status_code=204)
def logout(caller: SignedIn, rules: Rules, settings: Configured, response: Response) -> None:
    """End the session and every token issued from it."""
    rules.sessions.sign_out(caller)
    response.delete_cookie(SESSION_COOKIE, settings.cookie_path)


@router.post("/token", status_code=201)
def token(caller: SignedIn, rules: Rules) -> Token:
    """Issue a bearer token from a browser's session."""
    return rules.sessions.issue_token(caller)


@router.get("/me")
def me(caller: SignedIn, rules: Rules) -> Me:
    """Return who is signed in."""
    return rules.accounts.profile(caller.person_id)


@router.patch("/me")
def change_me(caller: SignedIn, rules: Rules, change: ProfileChange) -> Me:
    """Change the name, the time zone or the cohort."""
    return rules.accounts.change(caller.person_id, change)


@router.delete("/me", status_code=204)
def erase_me(caller: SignedIn, rules: Rules, settings: Configured, response: Response) -> None:
    """Erase the person and everything of theirs."""
    rules.accounts.erase(caller.person_id)
    rules.disposal.dispose()
    logs.event("erased")
    response.delete_cookie(SESSION_COOKIE, settings.cookie_path)


def _redirect_uri(settings: Settings, provider: str) -> str:
    return f"{settings.public_url}/api/auth/callback/{provider}"


def _refused(refusal: SignInRefused, settings: Settings) -> Response:
    logs.event("sign-in-refused", problem=refusal.problem)
    return RedirectResponse(f"{settings.prefix}/login?problem={refusal.problem}", 303)


def _set_cookie(answer: Response, settings: Settings, name: str, value: str, lifetime: timedelta, path: str) -> None:
    secure = settings.public_url.startswith("https:")
    max_age = int(lifetime.total_seconds())
    answer.set_cookie(name, value, max_age, path=path, secure=secure, httponly=True, samesite="lax")
