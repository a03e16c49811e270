"""What must happen once happens once when many ask at the same time, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from reference_server.contract.focus import FocusDraft
from reference_server.contract.habits import HabitDraft
from reference_server.contract.items import Item, ItemChange, ItemDraft
from reference_server.contract.quests import QuestDraft, StepDraft, Tick
from reference_server.id_token import Claims
from reference_server.ids import hashed
from reference_server.services.items.writing import Writer
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import (
    FocusAlreadyRunning,
    IdTaken,
    Refusal,
    RevisionConflict,
    SignedOut,
    SignInRefused,
    VaultLocked,
)
from reference_server.store.tables import CheckIn, Credit, Person, Session, SignInAttempt
from reference_server.store.work import Work
from tests.server.items.written import noted
from tests.server.vault.vaults import Device
from tests.server.world import NOON, World, at, wire
from tests.server.world import Person as Someone

AT_ONCE = 8
T = TypeVar("T")


def caller_of(world: World, person: Someone) -> Caller:
    """Return who a person's browser is for the rules."""
    return world.services.sessions.by_cookie(person.client.cookies["passion_session"])


def at_once(*calls: Callable[[], T]) -> list[T | Refusal]:
    """Make the calls in threads that start together; a refusal is an answer too."""
    gate = Barrier(len(calls))

    def wait_and(call: Callable[[], T]) -> T | Refusal:
        gate.wait()
        try:
            return call()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(wait_and, calls))


def test_one_of_many_sessions_starts(any_world: World) -> None:
    person, focus = any_world.arrive(), any_world.services.focus
    planned = [focus.create(person, FocusDraft(title="Mixing", planned_minutes=1, **wire())) for _ in range(AT_ONCE)]

    answers = at_once(*[lambda item=item: focus.start(person, item.id, at()) for item in planned])

    refused = [answer for answer in answers if isinstance(answer, FocusAlreadyRunning)]
    assert len(refused) == AT_ONCE - 1
    assert sum(focus.read(person, item.id).state == "running" for item in planned) == 1


def test_a_session_is_credited_once(any_world: World) -> None:
    person, focus = any_world.arrive(), any_world.services.focus
    item = focus.create(person, FocusDraft(title="Mixing", planned_minutes=1, **wire()))
    focus.start(person, item.id, at())
    later = at(NOON + timedelta(minutes=1))

    answers = at_once(*[lambda: focus.complete(person, item.id, later)] * AT_ONCE)

    assert all(answer == answers[0] for answer in answers)
    assert any_world.services.accounts.profile(person).balance.focus_minutes == 1


def test_a_quest_is_rewarded_once(any_world: World) -> None:
    person, quests = any_world.arrive(), any_world.services.quests
    steps = [StepDraft(title=str(number)) for number in range(AT_ONCE)]
    quest = quests.create(person, QuestDraft(title="Mix", steps=steps, **wire()))
    tick = Tick(ticked=True, **wire())

    at_once(*[lambda step=step: quests.tick(person, quest.id, step.id, tick) for step in quest.steps])

    assert quests.read(person, quest.id).status == "completed"
    with any_world.seams.store.begin(write=False) as work:
        rewards = select(func.count()).select_from(Credit).where(Credit.source_id == quest.id)
        assert work.session.scalar(rewards) == 1
    assert any_world.services.accounts.profile(person).balance.reward_points == 10


def test_a_day_counts_once(any_world: World) -> None:
    person, habits = any_world.arrive(), any_world.services.habits
    habit = habits.create(person, HabitDraft(title="Scales", **wire()))

    answers = at_once(*[lambda: habits.check_in(person, habit.id, at())] * AT_ONCE)

    assert not [answer for answer in answers if isinstance(answer, Refusal)]
    with any_world.seams.store.begin(write=False) as work:
        counted = select(func.count()).select_from(CheckIn).where(CheckIn.habit_id == habit.id)
        assert work.session.scalar(counted) == 1


def test_first_sign_ins_by_two_providers_make_one_person(any_world: World) -> None:
    email = f"{any_world.seams.ids.new_id()}@example.test"

    def join(number: int) -> str:
        spelt = email.upper() if number % 2 else email
        claims = Claims(f"issuer-{number}", f"{email}-{number}", spelt, email_verified=True, name="Alice")
        with any_world.seams.store.begin() as work:
            return any_world.services.accounts.join(work, claims)

    answers = at_once(*[lambda number=number: join(number) for number in range(AT_ONCE)])

    assert len(set(answers)) == 1
    with any_world.seams.store.begin(write=False) as work:
        people = select(func.count()).select_from(Person).where(Person.email_key == email)
        assert work.session.scalar(people) == 1


def test_no_token_survives_a_sign_out_at_the_same_time(any_world: World) -> None:
    person, sessions = any_world.arrive(), any_world.services.sessions
    with any_world.seams.store.begin() as work:
        opened = sessions.open(work, person)
    caller, is_alive = sessions.by_cookie(opened.secret), sessions.is_alive

    with ThreadPoolExecutor() as pool:

        def alive_until_signed_out(session: Session) -> bool:
            alive = is_alive(session)
            wait([pool.submit(sessions.sign_out, caller)], timeout=0.2)  # in vain: signing out has to wait for us
            return alive

        sessions.is_alive = alive_until_signed_out  # type: ignore[method-assign]
        token = sessions.issue_token(caller).access_token

    with pytest.raises(SignedOut):
        sessions.by_bearer(token)


def test_an_attempt_is_used_once(any_world: World) -> None:
    state = any_world.seams.ids.new_secret()
    attempt = SignInAttempt(
        state_hash=hashed(state),
        browser_hash="",
        provider="google",
        nonce="",
        verifier="",
        return_to="/today",
        expires_at=NOON + timedelta(minutes=10),
    )
    with any_world.seams.store.begin() as work:
        work.attempts.add(attempt)

    def spend() -> bool:
        with any_world.seams.store.begin() as work:
            any_world.services.sign_in.spend(work, attempt)
            return True

    answers = at_once(*[spend] * AT_ONCE)

    refused = [answer for answer in answers if isinstance(answer, SignInRefused)]
    assert {refusal.problem for refusal in refused} == {"attempt-used"}
    assert len(refused) == AT_ONCE - 1


def test_the_database_itself_refuses_a_second_running_session(any_world: World) -> None:
    """The rule stands even where code forgets to ask: see the partial unique index."""
    person, focus = any_world.arrive(), any_world.services.focus
    planned = [focus.create(person, FocusDraft(title="Mixing", planned_minutes=1, **wire())) for _ in range(2)]
    focus.check_none_running = lambda *_: None  # type: ignore[method-assign]
    focus.start(person, planned[0].id, at())

    with pytest.raises(IntegrityError):
        focus.start(person, planned[1].id, at())


def test_one_of_many_changes_from_one_revision_wins(any_world: World) -> None:
    person, items = any_world.person(), any_world.services.items
    writer, item = Writer(caller_of(any_world, person), None), noted(person)
    changes = [ItemChange(base_rev=1, title=str(number)) for number in range(AT_ONCE)]

    answers = at_once(*[lambda change=change: items.change(writer, "ideas", item["id"], change) for change in changes])

    (won,) = [answer for answer in answers if isinstance(answer, Item)]
    lost = [answer for answer in answers if isinstance(answer, RevisionConflict)]
    assert [refusal.facts["current"] for refusal in lost] == [won.model_dump(mode="json")] * (AT_ONCE - 1)
    assert items.read(person.id, "ideas", item["id"]) == won


def test_one_of_many_items_gets_an_id(any_world: World) -> None:
    """Whoever they are: an id is never used twice."""
    people, items, item_id = [any_world.person() for _ in range(AT_ONCE)], any_world.services.items, str(uuid4())
    writers = [Writer(caller_of(any_world, person), None) for person in people]
    draft = ItemDraft(id=item_id, title="Hook")

    answers = at_once(*[lambda writer=writer: items.create(writer, "ideas", draft) for writer in writers])

    assert sum(isinstance(answer, Item) for answer in answers) == 1
    assert sum(isinstance(answer, IdTaken) for answer in answers) == AT_ONCE - 1


def test_polls_miss_nothing_while_many_write(any_world: World) -> None:
    """Numbers are given under the person's lock: none becomes visible after a higher one."""
    person, services = any_world.person(), any_world.services
    caller = caller_of(any_world, person)
    writer, heard, since = Writer(caller, None), [], 0

    def write() -> list[str]:
        return [services.items.create(writer, "ideas", ItemDraft(title="Hook")).id for _ in range(5)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        writing = [pool.submit(write) for _ in range(AT_ONCE - 1)]
        while True:
            over = all(future.done() for future in writing)
            told = services.sync.poll(caller, since)
            heard += [change.seq for change in told.changes]
            since = told.seq
            if over and not told.has_more:
                break

    assert heard == list(range(1, 5 * (AT_ONCE - 1) + 1))


def test_no_lock_comes_between_the_question_and_the_write(any_world: World) -> None:
    """A write that found the vault open is there before the vault is locked; the next one is refused."""
    laptop = Device(any_world.person())
    laptop.create()
    caller, gate = caller_of(any_world, laptop.person), any_world.services.vault_gate
    writer, check_open = Writer(caller, 1), gate.check_open

    with ThreadPoolExecutor() as pool:
        locking = []

        def open_until_locked(work: Work, caller: Caller, epoch: int | None) -> None:
            check_open(work, caller, epoch)
            locking.append(pool.submit(laptop.lock))
            _, waiting = wait(locking, timeout=0.2)  # in vain: locking has to wait for us
            assert waiting

        gate.check_open = open_until_locked  # type: ignore[method-assign]
        written = any_world.services.items.create(writer, "ideas", ItemDraft(title="Hook"))
        gate.check_open = check_open  # type: ignore[method-assign]

    assert locking[0].result().json()["epoch"] == 2
    assert written.seq == 1
    with pytest.raises(VaultLocked):
        any_world.services.items.create(writer, "ideas", ItemDraft(title="Late"))


def test_nothing_is_written_once_the_vault_is_locked(any_world: World) -> None:
    laptop = Device(any_world.person())
    laptop.create()
    caller, services = caller_of(any_world, laptop.person), any_world.services
    seen_at_lock: list[int] = []

    def write() -> None:
        services.items.create(Writer(caller, 1), "ideas", ItemDraft(title="Hook"))

    def lock() -> None:
        laptop.lock()
        seen_at_lock.append(services.sync.poll(caller, 0).seq)

    answers = at_once(*[write] * AT_ONCE, lock, *[write] * AT_ONCE)

    refused = [answer for answer in answers if isinstance(answer, VaultLocked)]
    assert services.sync.poll(caller, 0).seq == seen_at_lock[0] == 2 * AT_ONCE - len(refused)
