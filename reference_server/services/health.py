"""How the server is, and what it was built from."""

from typing import Literal, Protocol

from sqlalchemy.exc import SQLAlchemyError

from reference_server import __version__
from reference_server.contract.health import Build, Check
from reference_server.contract.health import Health as HealthView
from reference_server.id_token import IdentityError
from reference_server.services import source
from reference_server.services.tools import Tools
from reference_server.store.migrate import head

Part = Literal["database", "migrations", "identity"]


class Identity(Protocol):
    """What health needs of an OpenID client."""

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the providers by their ids."""
        ...

    def ask(self, provider: str) -> None:
        """Return when the provider answers as itself; IdentityError says what is wrong."""
        ...


class Health:
    """Checks of each part. A check returns nothing when all is well, else the reason why not."""

    def __init__(self, tools: Tools, identity: Identity) -> None:
        self.tools = tools
        self.identity = identity
        # Asked at the start: the files may change under a running server.
        self.started_at, self.digest, self.commit = tools.now(), source.digest(), source.commit()

    def judge(self, *parts: Part) -> HealthView:
        """Judge by the parts named; by none, the process alone: it answers."""
        reasons = {part: self.check(part) for part in parts}
        checks = [
            Check(name=name, status="failing" if reason else "ok", reason=reason) for name, reason in reasons.items()
        ]
        wrong = "; ".join(reason for reason in reasons.values() if reason)
        return HealthView(status="failing" if wrong else "ok", reason=wrong or None, checks=checks)

    def check(self, part: Part) -> str | None:
        """Ask about one part."""
        match part:
            case "database":
                return self.database()
            case "migrations":
                return self.migrations()
            case "identity":
                return self.identity_providers()

    def database(self) -> str | None:
        """Ask whether the database answers."""
        try:
            self.tools.store.ping()
        except SQLAlchemyError as error:
            return f"the database does not answer ({type(error).__name__})"
        return None

    def migrations(self) -> str | None:
        """Ask whether the database has the schema that this code needs."""
        try:
            revision = self.tools.store.revision()
        except SQLAlchemyError as error:
            return f"the database does not answer ({type(error).__name__})"
        return None if revision == head() else f"the database is at migration {revision}, this server needs {head()}"

    def identity_providers(self) -> str | None:
        """Ask whether every provider answers as itself."""
        try:
            for provider in self.identity.titles:
                self.identity.ask(provider)
        except IdentityError as error:
            return str(error)
        return None

    def build(self) -> Build:
        """Return what this server was built from."""
        return Build(
            product="passion-os",
            version=__version__,
            commit=self.commit,
            digest=self.digest,
            started_at=self.started_at,
        )
