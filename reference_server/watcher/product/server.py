"""The product as the watcher meets it: its HTTP interface, and what its refusals mean here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from reference_server.watcher import PROGRAM, VERSION
from reference_server.watcher.local.errors import RefusedError, SignedOutError

ANSWER_S = 15.0
"""Seconds within which the server has to answer, unless it has much to read before."""
READ_AT_LEAST = 8 * 1024 * 1024
"""Bytes a second that it reads when it compares what the store has with what was announced."""
# A connection that was idle for longer is not used again: servers close theirs, and a request that crosses the closing
# gets no answer.
LIMITS = httpx.Limits(max_connections=10, keepalive_expiry=2.0)
AT_ONCE = 100
"""Uploads that the server takes in one request."""


class UnavailableError(Exception):
    """The server, or the store, does not answer now; it is tried again. `what` is "server" or "store"."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(reason)
        self.what = what


class LockedError(Exception):
    """The vault is locked: uploads wait."""


class ProblemError(Exception):
    """The server refused one thing; `slug` names why, `facts` are what it told."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts.get("detail", "refused"))
        self.slug = str(facts.get("type", "")).rpartition("/")[2]
        self.facts = facts


class Server:
    """Asks the server; a proxy that the environment names is used. Safe among threads.

    Every question raises UnavailableError, LockedError, SignedOutError or ProblemError where the answer is no.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.epoch: int | None = None
        agent = {"User-Agent": f"{PROGRAM}/{VERSION}"}
        self._http = httpx.Client(timeout=waiting(ANSWER_S), limits=LIMITS, headers=agent)
        self._token = token

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def state(self) -> dict[str, Any]:
        """Return who the watcher works for and whether the vault is open, and go on in the vault's present epoch."""
        state: dict[str, Any] = self.ask("GET", "/api/daw/state").json()
        self.epoch = state["vault"]["epoch"] if state["vault"] else None
        return state

    def announce(self, drafts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return for each draft `ticket` or `problem`."""
        results: list[dict[str, Any]] = self.ask("POST", "/api/uploads/batch", {"uploads": list(drafts)}).json()[
            "results"
        ]
        return results

    def complete(self, upload_ids: Sequence[str], size: int) -> list[dict[str, Any]]:
        """Return for each upload `completed` or `problem`; the server reads all their bytes before."""
        body, within = {"upload_ids": list(upload_ids)}, ANSWER_S + size / READ_AT_LEAST
        results: list[dict[str, Any]] = self.ask("POST", "/api/uploads/complete", body, within).json()["results"]
        return results

    def rename(self, file_id: str, change: dict[str, Any]) -> None:
        """Give a file another path."""
        self.ask("POST", f"/api/daw/files/{file_id}/rename", change)

    def delete(self, file_id: str, rev: int) -> None:
        """Mark a file as removed, if this is still its present version."""
        self.ask("DELETE", f"/api/daw/files/{file_id}?rev={rev}")

    def file(self, file_id: str) -> dict[str, Any]:
        """Return a file with its versions."""
        found: dict[str, Any] = self.ask("GET", f"/api/daw/files/{file_id}").json()
        return found

    def files(self, device_id: str) -> Iterator[dict[str, Any]]:
        """Return what this watcher has stored, removed files too."""
        before: str | None = ""
        while before is not None:
            page = self.ask("GET", f"/api/daw/files?limit=200&device_id={device_id}{before}").json()
            yield from page["files"]
            before = f"&before={page['before']}" if page["before"] is not None else None

    def form(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Send a form, as OAuth has it, and return the answer, whatever it is."""
        with _answering("server"):
            return self._http.post(self.url + path, data=fields)

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, within: float = ANSWER_S
    ) -> httpx.Response:
        """Ask, and return the answer, which has to come within so many seconds."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        if self.epoch is not None:
            headers["X-Vault-Epoch"] = str(self.epoch)
        with _answering("server"):
            answer = self._http.request(method, self.url + path, json=body, headers=headers, timeout=waiting(within))
        check(answer)
        return answer


def waiting(seconds: float) -> httpx.Timeout:
    """Return how long an answer is waited for; a connection comes about sooner, or not at all."""
    return httpx.Timeout(ANSWER_S, read=seconds, connect=5.0)


def check(answer: httpx.Response) -> None:
    """Raise what a refusal means."""
    if answer.is_success:
        return
    facts = _facts(answer)
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise SignedOutError("the server does not know this watcher any more; run: daw-watcher sign-in")
    if answer.status_code == httpx.codes.LOCKED:
        raise LockedError(facts.get("reason", "locked"))
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        what = "store" if facts.get("type", "").endswith("storage-unavailable") else "server"
        raise UnavailableError(what, facts.get("detail") or f"answered {answer.status_code}")
    if "type" not in facts:
        raise RefusedError(f"{answer.request.url.host} answered {answer.status_code}: is this the product's address?")
    raise ProblemError(facts)


@contextmanager
def _answering(what: str) -> Iterator[None]:
    """Say a loss on the wire as ours."""
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise RefusedError(f"the address makes no sense: {error}") from None
    except httpx.RequestError as error:
        raise UnavailableError(what, f"no answer ({type(error).__name__})") from error


def _facts(answer: httpx.Response) -> dict[str, Any]:
    try:
        document = answer.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
