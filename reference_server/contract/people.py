"""Who is signed in: profile, tokens, providers."""

from datetime import datetime
from typing import Literal

from reference_server.contract.base import Request, Text, Title, View
from reference_server.contract.policies import Cohort


class ProviderView(View):
    """A provider that the sign-in page offers."""

    id: str
    title: str


class Providers(View):
    """All providers on offer."""

    providers: list[ProviderView]


class Balance(View):
    """What a person has earned, in all."""

    focus_minutes: int
    reward_points: int


class Me(View):
    """The signed-in person. `time_zone` is an IANA name, null until it is first set.

    The cohort decides which crypto policies hold, besides those for everyone.
    """

    id: str
    name: str
    email: str
    time_zone: str | None
    cohort: str | None
    is_admin: bool
    created_at: datetime
    balance: Balance


class ProfileChange(Request):
    """What a person changes about their profile; what is left out stays, `cohort: null` takes the cohort away."""

    name: Title | None = None
    time_zone: Text | None = None
    cohort: Cohort | None = None


class Token(View):
    """A bearer token, shown this once."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the kind of token, not one
    expires_at: datetime
