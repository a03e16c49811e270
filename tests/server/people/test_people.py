"""The profile, and leaving for good."""

import pytest
from sqlalchemy import func, select

from reference_server.store.tables import CryptoPolicy, DoomedObject, Pairing, SignInAttempt, SpentId, Table
from reference_server.store.tables.telemetry import ADDED_UP, TELEMETRY_RUNS
from tests.server.daw.rows import backed_up
from tests.server.items.written import changed, posted, sealed, tokens
from tests.server.learning.tracks import posted_track
from tests.server.sync.queue import Queue, new_habit, operation
from tests.server.vault.recovery import Code, code_set, redeem
from tests.server.vault.rotation import Turn
from tests.server.vault.vaults import Device
from tests.server.world import Person, World, wire


@pytest.fixture
def alice(world: World) -> Person:
    return world.person()


def test_name_and_time_zone_can_be_changed_apart(alice: Person) -> None:
    assert alice.send("PATCH", "/api/auth/me", {"name": "  Alicia "}).json()["name"] == "Alicia"

    me = alice.send("PATCH", "/api/auth/me", {"time_zone": "Pacific/Auckland"}).json()

    assert (me["name"], me["time_zone"]) == ("Alicia", "Pacific/Auckland")


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Mars/Base",
        "Europe",
        "../etc/passwd",
        "/etc/localtime",
        "x" * 5000,
        "tzdata.zi",
        "localtime",
        "posixrules",
        "Factory",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
    ],
)
def test_time_zone_is_one_that_browsers_know(alice: Person, zone: str) -> None:
    answer = alice.send("PATCH", "/api/auth/me", {"time_zone": zone})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "time_zone")
    assert alice.get("/api/auth/me").json()["time_zone"] is None


def test_addresses_are_alike_whatever_the_case_of_ascii_letters(world: World) -> None:
    """Other letters are left alone: straße.de and strasse.de have different owners."""
    key = world.services.accounts.email_key

    assert key("Bob@Example.TEST") == key("bob@example.test")
    assert key("bob@stra\u00dfe.de") != key("bob@strasse.de")
    assert key("\u212aate@example.test") != key("kate@example.test")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_name_has_1_to_200_characters(alice: Person, name: str) -> None:
    answer = alice.send("PATCH", "/api/auth/me", {"name": name})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")


def live(person: Person) -> None:
    """Leave something in every table."""
    quest = person.made("/api/quests", {"title": "Mix", "steps": [{"title": "Drums"}]})
    step = quest["steps"][0]["id"]
    person.send("POST", f"/api/quests/{quest['id']}/steps/{step}/tick", {"ticked": True, **wire()})
    habit = person.made("/api/habits", {"title": "Scales"})
    person.send("POST", f"/api/habits/{habit['id']}/check-in", wire())
    focus = person.made("/api/focus", {"title": "Mixing", "planned_minutes": 5})
    person.send("POST", f"/api/focus/{focus['id']}/start", wire())
    posted_track(person)
    person.bearer()
    Queue(person).push(gone := new_habit("Gone"), operation("habits.delete", gone["id"], 1))
    write(Device(person))
    backed_up(person)


def write(device: Device) -> None:
    """Write something that the server cannot read, with a past and with tokens; leave a rotation of it unfinished."""
    vault = device.create()
    device.lock()
    device.unlock("guess")
    device.unlock("correct")
    redeem(device, code_set(device).codes[0])
    redeem(device, Code())
    item = posted(device, "journal", {"envelope": {**sealed("journal"), "kid": vault["kid"]}})
    item = changed(device, item)
    body = {"kid": vault["kid"], "rev": item["rev"], "tokens": tokens()}
    device.send("PUT", f"/api/search/tokens/journal/{item['id']}", body)
    turn = Turn(device, [item])
    turn.prepare()
    turn.send(turn.rewrap(item))


def rows(world: World) -> dict[str, int]:
    with world.seams.store.begin(write=False) as work:
        nobodys = {table.__tablename__ for table in (SignInAttempt, CryptoPolicy, Pairing, DoomedObject)}
        nobodys |= {table.name for table in (*ADDED_UP, TELEMETRY_RUNS)}
        tables = [table for table in Table.metadata.sorted_tables if table.name not in nobodys]
        return {table.name: work.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_erasing_a_person_leaves_no_row(world: World, alice: Person) -> None:
    """Some tables name nobody; every other one must be empty again."""
    live(alice)
    world.services.telemetry_writing.store()
    with world.seams.store.begin() as work:
        work.session.add(SpentId(id="gone long ago", person_id=alice.id))
    assert all(rows(world).values()), "the test must leave something in every table"

    answer = alice.send("DELETE", "/api/auth/me")

    assert answer.status_code == 204
    assert not any(rows(world).values())
    assert alice.get("/api/auth/me").status_code == 401


def test_erasing_a_person_leaves_everybody_else_alone(world: World, alice: Person) -> None:
    bob = world.person("Bob")
    live(bob)
    before = rows(world)
    live(alice)

    alice.send("DELETE", "/api/auth/me")

    kept = {name: count for name, count in before.items() if name not in {"people", "identities", "sessions"}}
    assert {name: rows(world)[name] for name in kept} == kept
    assert bob.get("/api/auth/me").json()["balance"] == {"focus_minutes": 0, "reward_points": 10}
