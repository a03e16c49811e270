"""Crypto policies: with which parameters private content is sealed, and for whom that holds."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from reference_server.contract.base import Request, View

FEWEST_ITERATIONS = 600_000
MOST_ITERATIONS = 10_000_000
ROTATE_WITHIN_DAYS = 30

Status = Literal["current", "allowed", "deprecated", "forbidden"]
Withdrawn = Literal["deprecated", "forbidden"]

# The service enforces the bounds, as rules of the domain; here they are only described.
Iterations = Annotated[StrictInt, Field(json_schema_extra={"minimum": FEWEST_ITERATIONS, "maximum": MOST_ITERATIONS})]
# A digit comes first, so that no version reads like a path of the API.
Version = Annotated[StrictStr, Field(pattern=r"^[0-9][0-9A-Za-z._-]{0,63}$")]
Cohort = Annotated[StrictStr, Field(pattern=r"^[a-z0-9-]{1,64}$")]


class PolicyDraft(Request):
    """A policy to come into force at once, for everyone or for one cohort; its id is its version."""

    version: Version
    iterations: Iterations
    audience: Cohort | None = None
    rotate_within_days: Annotated[StrictInt, Field(ge=0, le=3650)] = ROTATE_WITHIN_DAYS


class Withdrawal(Request):
    """Take a policy out of use: no writes any more, and when forbidden no reads either."""

    status: Withdrawn = "deprecated"


class Policy(View):
    """A policy. A higher `order` is newer; without an audience it is for everyone."""

    id: str
    version: str
    order: int
    status: Status
    algorithm: str
    kdf: str
    iterations: int
    tag_bits: int
    audience: str | None
    deprecated: bool
    created_at: datetime
    deprecated_at: datetime | None


class Policies(View):
    """The policies that a person can see, oldest first."""

    policies: list[Policy]
