"""A day of use, made up from one seed, written down hour by hour as if it had happened."""

import random
from datetime import UTC, datetime, timedelta

from reference_server.seams import Seams
from reference_server.services.telemetry.meaning import Request
from tests.web.product import Product

SEED = 20_261_128
ROUTES = (
    "/api/sync/poll",
    "/api/sync/push",
    "/api/today",
    "/api/quests",
    "/api/habits/{habit_id}/check-in",
    "/api/ideas",
    "/api/journal/{page_id}",
    "/api/auth/me",
)
FEATURES = ("quests", "habits", "ideas", "journal", "focus")


def a_day_of_use(product: Product, people: int = 12) -> None:
    """Let people use the product for the last day."""
    chance = random.Random(SEED)  # noqa: S311  what tests see, not what keeps secrets
    clock, real = product.seams.clock, product.seams.clock.now
    who = [product.visitor(f"Person {number}").call("GET", "/api/auth/me")["id"] for number in range(people)]
    now = datetime.now(UTC)
    product.seams.services.telemetry.tally.take()  # their arrival, which is not of the days before
    try:
        for hours in range(24, -1, -1):
            clock.now = lambda hours=hours: now - timedelta(hours=hours)  # type: ignore[method-assign, misc]
            _hour(product.seams, chance, who, busy=1 + 3 * (hours % 12 < 6))
            product.seams.services.telemetry_writing.store()
    finally:
        clock.now = real  # type: ignore[method-assign]


def _hour(seams: Seams, chance: random.Random, people: list[str], busy: int) -> None:
    telemetry = seams.services.telemetry

    def answer(method: str, route: str, code: int = 200, problem: str | None = None, usual: float = 0.03) -> None:
        seconds = chance.lognormvariate(0, 0.8) * usual
        telemetry.request(Request(method, route, code, seconds, chance.choice(people), problem))

    for _ in range(20 * busy):
        answer("GET", chance.choice(ROUTES))
    for _ in range(3 * busy):
        answer("POST", "/api/search/query", usual=0.05)
        answer("POST", "/api/vault/unlock", usual=0.1)
        telemetry.replayed(chance.choice(people), f"{chance.choice(FEATURES)}.change", "applied")
        telemetry.uploaded([("ok", chance.randint(10_000, 40_000_000))])
    if chance.random() < 0.4:
        answer("POST", "/api/vault/unlock", 401, "wrong-passphrase")
        answer("GET", "/api/quests/{quest_id}", 404, "not-found")
        telemetry.replayed(chance.choice(people), "ideas.change", "conflict")
    if chance.random() < 0.1:
        answer("POST", "/api/sync/push", 500, "internal-error")
        telemetry.uploaded([("failed", 0)])
