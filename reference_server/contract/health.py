"""How the server is, and what it was built from."""

from datetime import datetime
from typing import Literal

from reference_server.contract.base import View


class Check(View):
    """The state of one part; `reason` says what is wrong when it is failing."""

    name: str
    status: Literal["ok", "failing"]
    reason: str | None = None


class Health(View):
    """The state of what was asked about, with the parts that it was judged by."""

    status: Literal["ok", "failing"]
    reason: str | None = None
    checks: list[Check]


class Build(View):
    """What evidence is bound to: `digest` is the SHA-256 over the server's own source files."""

    product: str
    version: str
    commit: str
    digest: str
    started_at: datetime
