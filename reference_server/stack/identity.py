"""OpenID providers for the reference server: oidc-provider-mock, made as strict as a real provider.

`python -m reference_server.stack.identity google microsoft` serves one provider a name, each on a free loopback port of
its own, and prints a JSON line a provider: first where it will answer, then that it is ready.
"""

import base64
import hashlib
import json
import os
import secrets
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Event, Thread
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from reference_server.stack.parent import when_parent_ends

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

LOOPBACK = "127.0.0.1"
AUTHORIZE, TOKEN = "/oauth2/authorize", "/oauth2/token"
METHODS = {"S256", "plain"}


class CodeChallenges:
    """RFC 7636 as real providers see to it: nobody has to send a challenge, but one that was sent is enforced.

    The mock accepts a challenge and checks no verifier. A code's challenge is taken out at the code's first use, so a
    code works once, even when two requests race.
    """

    def __init__(self) -> None:
        self._by_code: dict[str, Challenge] = {}

    def watch(self, app: "Flask") -> None:
        """Put the checks before and after the provider's own handling."""
        app.before_request(self._refuse)
        app.after_request(self._remember)

    def _refuse(self) -> "Response | None":
        from flask import request

        if request.path == AUTHORIZE and Challenge.of(request.args).method not in METHODS:
            return _refuse_authorization("code_challenge_method must be S256 or plain")
        if request.path == TOKEN and request.form.get("grant_type") == "authorization_code":
            challenge = self._by_code.pop(request.form.get("code", ""), None)
            if challenge is None:
                return _refuse_token("the code is unknown or was used before")
            if not challenge.is_met_by(request.form.get("code_verifier", "")):
                return _refuse_token("code_verifier does not match the code_challenge")
        return None

    def _remember(self, response: "Response") -> "Response":
        from flask import request

        if request.path == AUTHORIZE and response.location:
            for code in parse_qs(urlsplit(response.location).query).get("code", []):
                self._by_code[code] = Challenge.of(request.args)
        return response


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a sign-in request says of the verifier to come; `value` is empty when it says nothing."""

    value: str
    method: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read the request; the standard takes a challenge without a method as plain."""
        return cls(query.get("code_challenge", ""), query.get("code_challenge_method", "plain"))

    def is_met_by(self, verifier: str) -> bool:
        """Say whether this is the verifier; one that nothing was said of is refused as well (RFC 9700, 2.1.1)."""
        met = s256(verifier) if self.value and self.method == "S256" else verifier
        return secrets.compare_digest(self.value.encode(), met.encode())


def s256(verifier: str) -> str:
    """Return the S256 code challenge of a verifier (base64url of its SHA-256, unpadded)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def provider() -> "Flask":
    """Return a provider that enforces the code challenge it was sent, and whose codes work once."""
    import oidc_provider_mock

    _import_each_key_once()
    app: Flask = oidc_provider_mock.app(require_nonce=False)
    # The mock switches Flask's debugger on, which runs code for whoever finds its port.
    app.debug = False
    del app.wsgi_app
    CodeChallenges().watch(app)
    return app


def _import_each_key_once() -> None:
    """Keep the signing key that authlib makes of the mock's key data.

    It would make it anew for each ID token, which takes nine tenths of a sign-in's time (its primes are checked).
    """
    from authlib.oidc.core.grants import code
    from joserfc.jwk import RSAKey

    @cache
    def imported(data: str) -> RSAKey:
        return RSAKey.import_key(json.loads(data))

    code.import_any_key = lambda data: imported(json.dumps(data))


def serve(names: Sequence[str]) -> None:
    """Serve one provider a name until standard input ends."""
    # The ports are known before the slow imports, so that the API can start meanwhile.
    listeners = {name: socket.create_server((LOOPBACK, 0)) for name in names}
    for name, listener in listeners.items():
        _say(name, "starting", listener)
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback only, where https adds nothing
    over = Event()
    when_parent_ends(over.set)
    for name, listener in listeners.items():
        _answer(provider(), listener)
        _say(name, "ready", listener)
    over.wait()


def _answer(app: "Flask", listener: socket.socket) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"  # keep-alive: the API asks several times a sign-in

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Write nothing: request lines carry codes and states."""

    port = listener.getsockname()[1]
    server = make_server(LOOPBACK, port, app, threaded=True, request_handler=Handler, fd=listener.fileno())
    Thread(target=server.serve_forever, name=f"provider-{port}", daemon=True).start()


def _refuse_authorization(reason: str) -> "Response":
    from flask import redirect, request

    refusal = {"error": "invalid_request", "error_description": reason, "state": request.args.get("state", "")}
    return redirect(f"{request.args.get('redirect_uri', '/')}?{urlencode(refusal)}")


def _refuse_token(reason: str) -> "Response":
    from flask import jsonify

    response = jsonify(error="invalid_grant", error_description=reason)
    response.status_code = 400
    return response


def _say(name: str, state: str, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    print(json.dumps({"provider": name, "state": state, "url": f"http://{host}:{port}"}), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1:])
