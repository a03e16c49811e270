"""What an operator can set, read from the environment: PASSION_DATABASE_URL and so on."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from reference_server.contract.items import Mode
from reference_server.contract.telemetry import RANGE
from reference_server.contract.uploads import LONGEST_UPLOAD
from reference_server.store.url import usable


def _without_slash(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an http or https URL without query, such as http://127.0.0.1:8000")
    return url.rstrip("/")


class Provider(BaseModel):
    """An OpenID provider that people can sign in with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
    title: str
    issuer: str
    client_id: str
    client_secret: SecretStr

    _issuer = field_validator("issuer")(_without_slash)


class ObjectStore(BaseModel):
    """Where watchers' files are kept: an S3 endpoint, and a key that may do there what it likes with one bucket."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    bucket: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")] = "daw"
    region: str = "auto"
    access_key: SecretStr
    secret_key: SecretStr

    _url = field_validator("url")(_without_slash)


TelemetryRange = Annotated[str, Field(pattern=RANGE)]


class Settings(BaseSettings):
    """The server's settings; a value that makes no sense stops the start with its name."""

    model_config = SettingsConfigDict(env_prefix="PASSION_", frozen=True)

    database_url: str = "sqlite:///passion-os.db"
    """SQLite file or PostgreSQL database, as a SQLAlchemy URL."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """Port on 127.0.0.1; 0 takes a free one."""
    public_url: str = ""
    """The address people use, with its path prefix when there is one; empty: the address that the server listens at."""
    path_prefix: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9._~-]+)*$")] = ""
    """The path below which the application lies, such as /passion, where no public address is given."""
    log_file: Path | None = None
    """File of JSON lines; none: standard error."""
    providers: tuple[Provider, ...] = ()
    session_days: Annotated[float, Field(gt=0, le=365)] = 30
    token_hours: Annotated[float, Field(gt=0, le=8760)] = 24
    """Lifetime of a bearer token; it never outlives its session."""
    sign_in_minutes: Annotated[float, Field(gt=0, le=60)] = 10
    """How long a person may stay at the provider's page."""
    oldest_days: Annotated[int, Field(ge=1, le=366)] = 60
    """How many days back a command may be dated: what a device did offline arrives late."""
    store: ObjectStore | None = None
    """The object store, as JSON: url, bucket, region, access_key, secret_key; without it nothing can be uploaded."""
    upload_seconds: Annotated[int, Field(ge=1, le=LONGEST_UPLOAD)] = LONGEST_UPLOAD
    """How long a presigned URL holds, at most."""
    orphan_hours: Annotated[float, Field(gt=0, le=8760)] = 24
    """How long after its expiry an upload that came to nothing is kept."""
    pairing_minutes: Annotated[float, Field(gt=0, le=60)] = 10
    """How long a watcher waits for the person to let it in."""
    admins: tuple[str, ...] = ()
    """Addresses of administrators, as the providers verify them."""
    unlock_attempts: Annotated[int, Field(ge=1, le=100)] = 5
    """Wrong passphrases, or recovery codes, within the window before nothing more is tried for as long again."""
    unlock_window_seconds: Annotated[int, Field(ge=1, le=86_400)] = 900
    history_days_standard: Annotated[float, Field(gt=0, le=3650)] = 90
    """How long past revisions of standard items are kept."""
    history_days_private: Annotated[float, Field(gt=0, le=3650)] = 7
    """How long past revisions of private items are kept."""
    result_days: Annotated[float, Field(gt=0, le=3650)] = 30
    """How long it is known what came of an operation that a device sent."""
    tombstone_days: Annotated[float, Field(gt=0, le=3650)] = 180
    """How long it is told, at least, that something was deleted; a device that was away for longer begins anew."""
    purge_seconds: Annotated[float, Field(gt=0, le=86_400)] = 3600
    """Time between two purges of what is too old: revisions, results, tombstones."""
    telemetry_days: Annotated[int, Field(ge=1, le=3650)] = 400
    """How long telemetry is kept; of hours it is kept for 40 days, of minutes for 2."""
    telemetry_part_seconds: Annotated[int, Field(ge=1, le=60)] = 60
    """The shortest time that telemetry tells apart."""
    telemetry_write_seconds: Annotated[float, Field(gt=0, le=60)] = 1
    """Time between two writes of telemetry: what a crash may cost."""
    telemetry_ranges: Annotated[tuple[TelemetryRange, ...], Field(min_length=1)] = (
        "1h",
        "24h",
        "7d",
        "30d",
        "90d",
        "365d",
    )
    """The ranges that the dashboard offers."""
    alert_window_seconds: Annotated[int, Field(ge=1, le=3600)] = 300
    """How far back the dashboard's limits look."""
    exit_with_parent: bool = False
    """Stop when standard input ends, so that no orphan outlives whoever started the server."""

    @field_validator("public_url")
    @classmethod
    def _address(cls, url: str) -> str:
        return _without_slash(url) if url else ""

    _driver = field_validator("database_url")(usable)

    @model_validator(mode="after")
    def _one_prefix(self) -> Self:
        if self.path_prefix and self.public_url:
            raise ValueError("path_prefix and public_url both say where the application lies: give one of them")
        return self

    @property
    def prefix(self) -> str:
        """Path under which people see the application: "" or "/something"."""
        return urlsplit(self.public_url).path

    @property
    def cookie_path(self) -> str:
        """Path that the session's cookie is sent to: the whole application, and nothing else of the host."""
        return self.prefix or "/"

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address, as browsers send them in `Origin`."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def oldest(self) -> timedelta:
        """How far back a command may be dated."""
        return timedelta(days=self.oldest_days)

    @property
    def history_kept(self) -> dict[Mode, timedelta]:
        """How long past revisions are kept, by mode."""
        return {
            "standard": timedelta(days=self.history_days_standard),
            "private": timedelta(days=self.history_days_private),
        }

    @property
    def results_kept(self) -> timedelta:
        """How long results of operations are kept."""
        return timedelta(days=self.result_days)

    @property
    def tombstones_kept(self) -> timedelta:
        """How long tombstones are kept, at least."""
        return timedelta(days=self.tombstone_days)

    def reached_at(self, url: str) -> "Settings":
        """Return these settings with the public address filled in where the operator gave none."""
        return self if self.public_url else self.model_copy(update={"public_url": url})
