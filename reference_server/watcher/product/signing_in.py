"""Signing in by the device grant (RFC 8628): the person lets the watcher in, in a browser whose vault is open."""

import platform
import time
from collections.abc import Callable
from typing import Any

import httpx

from reference_server.watcher import PROGRAM, VERSION
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.errors import RefusedError, UnreachableError
from reference_server.watcher.product.pairing import PairingKey
from reference_server.watcher.product.server import Server, UnavailableError

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
FIRST_S = 0.3
"""Before the first question; the interval is between two (RFC 8628, section 3.2)."""
SLOWER_S = 5
"""What `slow_down` adds to the interval (RFC 8628, section 3.5)."""

CODES: dict[str, type] = {
    "device_code": str,
    "user_code": str,
    "verification_uri_complete": str,
    "device_id": str,
    "interval": int,
    "expires_in": int,
}
"""What the product answers to a watcher that asks, and of what kind that is."""
LENT: dict[str, type] = {"access_token": str, "device_id": str, "user_id": str, "kid": str, "key": dict}
"""The same for one that was let in."""


class SigningIn:
    """One sign-in at one server."""

    def __init__(self, url: str, name: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.url = url.rstrip("/")
        self.name = name
        self.server = Server(self.url)
        self.key = PairingKey()
        self.sleep = sleep

    def begin(self) -> dict[str, Any]:
        """Return what the person is to be shown: `user_code`, `verification_uri_complete`, `check_code`."""
        fields = {
            "client_id": PROGRAM,
            "name": self.name,
            "platform": platform.system() or "unknown",
            "version": VERSION,
            "public_key": self.key.public,
        }
        codes = self.fitting(self.answered("/api/auth/device", fields), CODES)
        return {**codes, "check_code": self.key.check_code(codes["device_id"])}

    def wait(self, codes: dict[str, Any]) -> Credentials:
        """Wait until the person has decided. Raises RefusedError, UnreachableError."""
        fields = {"grant_type": GRANT, "device_code": codes["device_code"], "client_id": PROGRAM}
        pause, interval, left = FIRST_S, float(codes["interval"]), float(codes["expires_in"])
        while left > 0:
            self.sleep(pause)
            left -= pause
            told = self.asked(fields)
            if told is not None and "access_token" in told:
                return self.credentials(told, codes["device_id"])
            if told is not None and self.must_go_on(str(told.get("error"))) == "slow_down":
                interval += SLOWER_S
            pause = interval
        raise RefusedError("nobody let the watcher in while the code was good; run: daw-watcher sign-in")

    def asked(self, fields: dict[str, str]) -> dict[str, Any] | None:
        """Return what the server says; None when it does not answer now."""
        try:
            return self.answered("/api/auth/device/token", fields, refusals=True)
        except UnreachableError:
            return None

    def must_go_on(self, error: str) -> str:
        """Return the error when it says to wait. Raises RefusedError for any other."""
        if error in {"authorization_pending", "slow_down"}:
            return error
        words = {"access_denied": "the person has refused this watcher", "expired_token": "the code is no longer good"}
        raise RefusedError(f"{words.get(error, error)}; run: daw-watcher sign-in")

    def credentials(self, told: dict[str, Any], device_id: str) -> Credentials:
        """Return what was handed over, opened."""
        if self.fitting(told, LENT)["device_id"] != device_id:
            raise RefusedError("the server answered for another watcher; sign in again")
        key = self.key.opened(told)
        return Credentials(self.url, device_id, told["user_id"], told["kid"], told["access_token"], key)

    def fitting(self, told: dict[str, Any], form: dict[str, type]) -> dict[str, Any]:
        """Return what was told when it has this form. Raises RefusedError."""
        if not all(isinstance(told.get(name), kind) for name, kind in form.items()):
            raise RefusedError(f"{self.url}: it answers, but not as the product does: is this the address?")
        return told

    def answered(self, path: str, fields: dict[str, str], *, refusals: bool = False) -> dict[str, Any]:
        """Return the answer to a form; with `refusals` also one that says no in the way of OAuth."""
        try:
            answer = self.server.form(path, fields)
        except UnavailableError as error:
            raise UnreachableError(f"{self.url} does not answer: {error}") from None
        try:
            document = answer.json()
        except ValueError:
            document = None
        if isinstance(document, dict) and (answer.is_success or (refusals and "error" in document)):
            return document
        if answer.is_server_error or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise UnreachableError(f"{self.url} answered {answer.status_code}; try again later")
        detail = document.get("detail") if isinstance(document, dict) else None
        raise RefusedError(f"{self.url}: {detail or f'answered {answer.status_code}: is this the address?'}")
