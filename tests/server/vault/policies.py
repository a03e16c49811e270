"""Crypto policies for tests: an administrator makes them, and people join cohorts."""

from itertools import count
from typing import Any

from httpx import Response

from tests.server.world import Person

_numbers = count(2)


def make(admin: Person, **fields: Any) -> dict[str, Any]:
    """Bring a policy into force."""
    draft = {"version": f"{next(_numbers)}.0.0", "iterations": 600_000, **fields}
    answer = admin.send("POST", "/api/crypto-policy", draft)
    assert answer.status_code == 201, answer.text
    policy: dict[str, Any] = answer.json()
    return policy


def withdraw(admin: Person, policy_id: str, **fields: str) -> Response:
    """Take a policy out of use."""
    return admin.send("POST", f"/api/crypto-policy/{policy_id}/deprecate", fields)


def join(person: Person, cohort: str | None) -> dict[str, Any]:
    """Let the person belong to a cohort."""
    me: dict[str, Any] = person.send("PATCH", "/api/auth/me", {"cohort": cohort}).json()
    return me
