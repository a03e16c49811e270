"""What happens to a vault when many ask at the same time, on both databases."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from reference_server.contract.policies import Policy, PolicyDraft
from reference_server.contract.recovery import Redeem, Reset, Ticket
from reference_server.contract.vault import Lock, Locked, Opened, Unlock, VaultAnswer, VaultDraft
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import (
    IdTaken,
    Refusal,
    Throttled,
    TicketInvalid,
    VaultExists,
    WrongCode,
    WrongPassphrase,
)
from tests.server.items.written import hidden
from tests.server.test_concurrency import AT_ONCE, at_once, caller_of
from tests.server.vault.recovery import Code, Codes, code_set
from tests.server.vault.rotation import Turn
from tests.server.vault.vaults import Device, new_passphrase, sent_proof, spelt, vault_draft
from tests.server.world import World

T = TypeVar("T")


@pytest.fixture
def alice(any_world: World) -> Device:
    device = Device(any_world.person())
    device.create()
    return device


@pytest.fixture
def caller(any_world: World, alice: Device) -> Caller:
    return caller_of(any_world, alice.person)


def all_at_once(call: Callable[[], T]) -> tuple[list[T], list[Refusal]]:
    """Make a call many times at once; return what was answered and what was refused."""
    answers = at_once(*[call] * AT_ONCE)
    return (
        [answer for answer in answers if not isinstance(answer, Refusal)],
        [answer for answer in answers if isinstance(answer, Refusal)],
    )


def test_one_vault_is_made(any_world: World) -> None:
    bob = Device(any_world.person("Bob"))
    caller, drafts = caller_of(any_world, bob.person), iter([vault_draft() for _ in range(AT_ONCE)])

    def create() -> VaultAnswer:
        return any_world.services.vaults.create(caller, VaultDraft.model_validate(next(drafts)))

    (made,), refused = all_at_once(create)

    assert {type(refusal) for refusal in refused} == {VaultExists}
    assert made.vault is not None
    assert bob.vault == made.vault.model_dump(mode="json")


def test_one_operation_locks_once(any_world: World, alice: Device, caller: Caller) -> None:
    command = Lock(reason="manual", op_id="once")

    answers, _ = all_at_once(lambda: any_world.services.vaults.lock(caller, command))

    assert answers == [Locked(epoch=2, reason="manual", seq=0)] * AT_ONCE
    assert alice.vault["epoch"] == 2


def test_every_lock_has_an_epoch_of_its_own(any_world: World, alice: Device, caller: Caller) -> None:
    commands = iter([Lock(reason="manual", op_id=str(number)) for number in range(AT_ONCE)])

    answers, _ = all_at_once(lambda: any_world.services.vaults.lock(caller, next(commands)))

    assert sorted(answer.epoch for answer in answers) == list(range(2, AT_ONCE + 2))


def test_guesses_at_once_are_no_way_around_the_throttle(any_world: World, alice: Device, caller: Caller) -> None:
    wrong = Unlock(proof=sent_proof("guess"))

    opened, refused = all_at_once(lambda: any_world.services.vaults.unlock(caller, wrong))

    told = [refusal.facts["attempts_left"] for refusal in refused if isinstance(refusal, WrongPassphrase)]
    assert (opened, sorted(told, key=str)) == ([], [0, 1, 2, 3, 4])
    assert sum(isinstance(refusal, Throttled) for refusal in refused) == AT_ONCE - 5


def test_right_guesses_at_once_all_open_the_vault(any_world: World, alice: Device, caller: Caller) -> None:
    opened, refused = all_at_once(lambda: any_world.services.vaults.unlock(caller, Unlock(proof=sent_proof("correct"))))

    assert refused == []
    assert {type(answer) for answer in opened} == {Opened}
    assert alice.write().status_code == 200


def redeemed(world: World, caller: Caller, code: Code) -> Ticket:
    """Exchange a code for a ticket."""
    command = Redeem(code_id=code.code_id, verifier=spelt(code.verifier))
    return world.services.recovery.redeem(caller, command)


def test_code_is_reserved_once(any_world: World, alice: Device, caller: Caller) -> None:
    codes: Codes = code_set(alice)
    any_world.services.guesses.attempts = AT_ONCE

    tickets, refused = all_at_once(lambda: redeemed(any_world, caller, codes.codes[0]))

    assert len(tickets) == 1
    assert {type(refusal) for refusal in refused} == {WrongCode}
    assert alice.vault["recovery"]["unused"] == 9


def test_ticket_resets_once(any_world: World, alice: Device, caller: Caller) -> None:
    codes: Codes = code_set(alice)
    ticket = redeemed(any_world, caller, codes.codes[0]).ticket
    new = {"ticket": ticket, **new_passphrase(codes.kid, "new")}

    done, refused = all_at_once(lambda: any_world.services.recovery.reset(caller, Reset.model_validate(new)))

    assert len(done) == 1
    assert {type(refusal) for refusal in refused} == {TicketInvalid}
    assert alice.vault["epoch"] == 2


def test_rotation_commits_once(any_world: World, alice: Device) -> None:
    item = hidden(alice, kid=alice.vault["kid"])
    turn = Turn(alice, [item])
    turn.prepare()
    turn.send(turn.rewrap(item))

    answers = at_once(*[turn.commit] * AT_ONCE)

    statuses = sorted(answer.status_code for answer in answers if not isinstance(answer, Refusal))
    assert statuses == [200, *[423] * (AT_ONCE - 1)]
    assert (alice.vault["epoch"], alice.vault["kid"]) == (2, turn.kid)


def test_policies_at_once_come_in_one_order(any_world: World) -> None:
    """Versions and cohort are of this test alone: the others share the database."""
    name = any_world.seams.ids.new_id()
    drafts = [PolicyDraft(version=f"2.{number}-{name}", iterations=600_000, audience=name) for number in range(AT_ONCE)]
    policies, waiting = any_world.services.policies, iter(drafts)

    def create() -> Policy:
        return policies.create(next(waiting))

    made, refused = all_at_once(create)

    assert refused == []
    assert len({policy.order for policy in made}) == AT_ONCE
    with any_world.seams.store.begin(write=False) as work:
        ours = [policy for policy in work.policies.all() if policy.audience == name]
    assert [policy.status for policy in ours] == ["allowed"] * (AT_ONCE - 1) + ["current"]


def test_version_is_given_once(any_world: World) -> None:
    name = any_world.seams.ids.new_id()
    draft = PolicyDraft(version=f"2.0-{name}", iterations=600_000, audience=name)

    made, refused = all_at_once(lambda: any_world.services.policies.create(draft))

    assert len(made) == 1
    assert {type(refusal) for refusal in refused} == {IdTaken}
