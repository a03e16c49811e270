"""What a request tells: which feature it uses, and which event of the product it is. One table each, by route."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SignInResult = Literal["ok", "bad_credentials", "locked", "rate_limited"]

UNMATCHED = "unmatched"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

FEATURES: Mapping[str, str] = {
    name: name
    for name in ("today", "focus", "quests", "habits", "ideas", "infobase", "journal", "learning", "search", "vault")
} | {"auth": "account", "export": "account", "crypto-policy": "vault", "daw": "watcher", "uploads": "watcher"}
"""Feature by the first part of a path below /api; what is not here is nobody's use of the product."""

ANYTHING = "anything"
"""Stands for all features that a person uses by hand: who used it was active."""
ALL = "*"
"""Stands for all routes and methods, so that nobody has to add them up."""
BY_ITSELF = frozenset({"watcher"})
"""Features that a machine uses while nobody sits at it."""

UNLOCK = ("POST", "/api/vault/unlock")
VAULT_EVENTS: Mapping[tuple[str, str], str] = {
    UNLOCK: "unlock",
    ("POST", "/api/vault"): "set_up",
    ("POST", "/api/vault/lock"): "lock",
    ("POST", "/api/vault/passphrase"): "new_passphrase",
    ("POST", "/api/vault/recovery"): "recovery_codes",
    ("POST", "/api/vault/recovery/redeem"): "redeem_code",
    ("POST", "/api/vault/reset"): "reset",
    ("POST", "/api/vault/rotate/commit"): "rotate_keys",
}
SEARCH_EVENTS: Mapping[tuple[str, str], str] = {
    ("POST", "/api/search/query"): "query",
    ("PUT", "/api/search/tokens/{t}/{private_id}"): "index",
}
WRONG_USER_CODE: Mapping[int, SignInResult] = {404: "bad_credentials", 429: "rate_limited"}
WRONG_SECRET = frozenset({"wrong-passphrase", "wrong-code"})
BAD_REQUEST = 400
SERVER_ERROR = 500


@dataclass(frozen=True)
class Request:
    """A request that was answered: its route's pattern, how long it took, and whose it was, where that is known.

    `problem` is the slug of the problem's type that it was answered with, if any.
    """

    method: str
    route: str | None
    code: int
    seconds: float
    person_id: str | None
    problem: str | None

    @property
    def key(self) -> tuple[str, str]:
        """Method and route, as the tables have them."""
        return (self.method, self.route or UNMATCHED)

    @property
    def is_well(self) -> bool:
        """Whether it was answered as it was meant; 0 is no answer."""
        return 0 < self.code < BAD_REQUEST

    @property
    def feature(self) -> str | None:
        """The feature that it uses."""
        first, _, rest = (self.route or "").removeprefix("/").partition("/")
        return FEATURES.get(rest.partition("/")[0]) if first == "api" else None

    @property
    def guessed(self) -> SignInResult | None:
        """What came of a watcher's code that was typed in, where it did not fit: somebody may be trying codes."""
        return WRONG_USER_CODE.get(self.code) if self.key[1].startswith("/api/daw/pairings/") else None

    @property
    def vault_result(self) -> str:
        """What came of an event of the vault."""
        if self.is_well:
            return "ok"
        return "bad_passphrase" if self.problem in WRONG_SECRET else "error"
