"""How the server is, and what it was built from."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Literal, Protocol

from sqlalchemy.exc import SQLAlchemyError

from reference_server import __version__
from reference_server.blobs import Blobs
from reference_server.contract.health import Build, Check
from reference_server.contract.health import Health as HealthView
from reference_server.id_token import IdentityError
from reference_server.services import source
from reference_server.services.health.bounded import Awaited, Bounded, deadline
from reference_server.services.health.rehearsal import Rehearsal
from reference_server.services.health.round_trip import RoundTrip
from reference_server.services.sync.operations import Operations
from reference_server.services.tools import Tools
from reference_server.store.migrate import head

Part = Literal["database", "migrations", "storage", "identity", "sync"]
KEPT = timedelta(seconds=1)
"""How long an answer holds that costs others something, or the database a write."""


class Identity(Protocol):
    """What health needs of an OpenID client."""

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the providers by their ids."""
        ...

    def prepare(self) -> None:
        """Load what it needs to ask, asking nobody."""
        ...

    def ask(self, provider: str) -> None:
        """Return when the provider answers as itself; IdentityError says what is wrong."""
        ...


class Health:
    """Checks of each part. A check returns nothing when all is well, else the reason why not."""

    def __init__(self, tools: Tools, identity: Identity, blobs: Blobs, operations: Operations) -> None:
        self.tools = tools
        self.identity = identity
        self.round_trip = RoundTrip(blobs)
        self.rehearsal = Rehearsal(tools, operations)
        # Asked at the start: the files may change under a running server.
        self.started_at, self.digest, self.commit = tools.now(), source.digest(), source.commit()
        self.bounds = {
            "database": Bounded("the database", tools.clock),
            "migrations": Bounded("the database", tools.clock),
            "storage": Bounded("the object store", tools.clock, KEPT),
            "identity": Bounded("the identity provider", tools.clock),
            "sync": Bounded("sync", tools.clock, KEPT),
            **{name: Bounded(f"the provider {name}", tools.clock, KEPT) for name in identity.titles},
        }

    def judge(self, *parts: Part) -> HealthView:
        """Judge by the parts named, asked all at once; by none, the process alone: it answers."""
        self.prepare(parts)
        by = deadline()
        begun = {part: self.begin(part) for part in parts}
        checks = [_check(part, [each.reason(by) for each in asked]) for part, asked in begun.items()]
        wrong = "; ".join(dict.fromkeys(check.reason for check in checks if check.reason))
        return HealthView(status="failing" if wrong else "ok", reason=wrong or None, checks=checks)

    def prepare(self, parts: Iterable[Part]) -> None:
        """Load what asking needs before the time runs: a server that is busy with itself is no store that hangs."""
        if "storage" in parts:
            self.round_trip.blobs.prepare()
        if "identity" in parts:
            self.identity.prepare()

    def begin(self, part: Part) -> list[Awaited]:
        """Ask about one part, without waiting for the answer."""
        match part:
            case "database":
                return [self.bounds[part].begin(self.database)]
            case "migrations":
                return [self.bounds[part].begin(self.migrations)]
            case "storage":
                return [self.bounds[part].begin(self.storage)]
            case "identity" if not self.identity.titles:
                return [self.bounds[part].begin(lambda: "no identity provider is configured (PASSION_PROVIDERS)")]
            case "identity":
                return [self.bounds[name].begin(partial(self.provider, name)) for name in self.identity.titles]
            case "sync":
                return [self.bounds[part].begin(self.sync)]

    def database(self) -> str | None:
        """Ask whether the database can be read and written."""
        try:
            self.tools.store.ping()
        except SQLAlchemyError as error:
            return _no_answer(error)
        return None

    def migrations(self) -> str | None:
        """Ask whether the database has the schema that this code needs."""
        try:
            revision = self.tools.store.revision()
        except SQLAlchemyError as error:
            return _no_answer(error)
        return None if revision == head() else f"the database is at migration {revision}, this server needs {head()}"

    def storage(self) -> str | None:
        """Ask whether an object can be put and read by presigned addresses."""
        return self.round_trip.trouble()

    def provider(self, name: str) -> str | None:
        """Ask whether a provider answers as itself."""
        try:
            self.identity.ask(name)
        except IdentityError as error:
            return str(error)
        return None

    def sync(self) -> str | None:
        """Ask whether an operation can be stored and polled."""
        try:
            return self.rehearsal.trouble()
        except SQLAlchemyError as error:
            return _no_answer(error)

    def build(self) -> Build:
        """Return what this server was built from."""
        return Build(
            product="passion-os",
            version=__version__,
            commit=self.commit,
            digest=self.digest,
            started_at=self.started_at,
        )


def _no_answer(error: SQLAlchemyError) -> str:
    return f"the database does not answer ({type(error).__name__})"


def _check(part: Part, reasons: Iterable[str | None]) -> Check:
    wrong = "; ".join(filter(None, reasons))
    return Check(name=part, status="failing" if wrong else "ok", reason=wrong or None)
