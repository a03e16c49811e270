"""What routes ask about the request at hand: the server's parts, who is calling, which day is meant."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from reference_server.contract.habits import DayQuery
from reference_server.contract.push import OperationId
from reference_server.seams import Services
from reference_server.services.daw.devices import Watching
from reference_server.services.daw.files import Reader
from reference_server.services.daw.refusals import NotForWatchers, WatchersOnly
from reference_server.services.items.writing import Writer
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import ForeignOrigin, SignedOut
from reference_server.settings import Settings

SESSION_COOKIE = "passion_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def _services(request: Request) -> Services:
    services: Services = request.app.state.seams.services
    return services


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


Rules = Annotated[Services, Depends(_services)]
Configured = Annotated[Settings, Depends(_settings)]

_Cookie = Annotated[str | None, Security(APIKeyCookie(name=SESSION_COOKIE, auto_error=False, scheme_name="session"))]
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(HTTPBearer(auto_error=False, scheme_name="bearer"))]


def own_origins(request: Request, settings: Settings) -> frozenset[str]:
    """Return the origins whose pages are ours: the public one, and the one asked now, whose host was checked."""
    return frozenset({settings.origin, f"{request.url.scheme}://{request.headers.get('host', '')}"})


def check_origin(request: Request, settings: Settings) -> None:
    """Refuse a browser's request that did not come from a page of ours."""
    sent, fetch_site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    ours = sent in own_origins(request, settings) if sent is not None else fetch_site == "same-origin"
    if not ours:
        raise ForeignOrigin


def signed_in(request: Request, rules: Rules, settings: Configured, cookie: _Cookie, bearer: _Bearer) -> Caller:
    """Return who is calling; a browser's write must come from a page of ours."""
    if bearer is not None:
        caller = _by_bearer(rules, bearer.credentials)
    elif cookie is not None:
        caller = rules.sessions.by_cookie(cookie)
        if request.method not in SAFE:
            check_origin(request, settings)
    else:
        raise SignedOut
    request.state.user = caller.person_id
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]


def _by_bearer(rules: Services, secret: str) -> Caller:
    if rules.devices.is_credential(secret):
        rules.devices.by_credential(secret)
        raise NotForWatchers
    return rules.sessions.by_bearer(secret)


def vault_epoch(named: Annotated[int | None, Header(alias="X-Vault-Epoch", ge=0)] = None) -> int | None:
    """Return the epoch in which the client has the vault open, if it names one."""
    return named


Epoch = Annotated[int | None, Depends(vault_epoch)]


def watching(request: Request, rules: Rules, epoch: Epoch, bearer: _Bearer) -> Watching:
    """Return the watcher that is calling, and the epoch that it knows; people are refused."""
    if bearer is None:
        raise SignedOut
    if not rules.devices.is_credential(bearer.credentials):
        rules.sessions.by_bearer(bearer.credentials)
        raise WatchersOnly
    watcher = rules.devices.by_credential(bearer.credentials, epoch)
    request.state.user = watcher.person_id
    return watcher


WatcherIn = Annotated[Watching, Depends(watching)]


def reading(request: Request, rules: Rules, settings: Configured, cookie: _Cookie, bearer: _Bearer) -> Reader:
    """Return who reads backed-up files, be it a person or a watcher of theirs."""
    if bearer is not None and rules.devices.is_credential(bearer.credentials):
        watcher = watching(request, rules, None, bearer)
        return Reader(watcher.person_id, watcher.device_id)
    return Reader(signed_in(request, rules, settings, cookie, bearer).person_id)


ReaderIn = Annotated[Reader, Depends(reading)]


def writing(caller: SignedIn, epoch: Epoch) -> Writer:
    """Return who writes to vault content, and the epoch that they know."""
    return Writer(caller, epoch)


Writing = Annotated[Writer, Depends(writing)]


def once(key: Annotated[OperationId | None, Header(alias="Idempotency-Key")] = None) -> str | None:
    """Return the name that a client gives to a write, so that it is carried out once however often it is sent."""
    return key


Once = Annotated[str | None, Depends(once)]


def administrator(caller: SignedIn, rules: Rules) -> Caller:
    """Return who is calling, if they are an administrator."""
    rules.accounts.check_admin(caller.person_id)
    return caller


Administrator = Annotated[Caller, Depends(administrator)]


def day_or_present(rules: Services, caller: Caller, day: date | None) -> date:
    """Return the day that the request asks about, else the one that it is for the person."""
    return day or rules.accounts.present_day(caller.person_id)


def day_asked(rules: Rules, caller: SignedIn, query: Annotated[DayQuery, Query()]) -> date:
    """Return the day of a request that asks about nothing else."""
    return day_or_present(rules, caller, query.date)


AskedDay = Annotated[date, Depends(day_asked)]
