"""Who is signed in: profile, tokens, providers."""

from datetime import datetime
from typing import Literal

from reference_server.contract.base import Request, Text, Title, View


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
    """The signed-in person. `time_zone` is an IANA name, null until it is first set."""

    id: str
    name: str
    email: str
    time_zone: str | None
    created_at: datetime
    balance: Balance


class ProfileChange(Request):
    """What a person changes about their profile; what is left out stays."""

    name: Title | None = None
    time_zone: Text | None = None


class Token(View):
    """A bearer token, shown this once."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  the kind of token, not one
    expires_at: datetime
