"""Rotation: every private item sealed anew for a new key, then all of it swapped at once."""

from collections.abc import Sequence

from reference_server.contract.envelope import Envelope
from reference_server.contract.problems import FieldError
from reference_server.contract.rotation import Received, Rewraps, RotationCommit, RotationDraft, RotationStarted
from reference_server.contract.vault import VaultAnswer
from reference_server.services.gathering import Gathering
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import Invalid, NotFound, RotationIncomplete, RotationStale
from reference_server.services.vault.vaults import Vaults
from reference_server.store import tables
from reference_server.store.work import Work


class Rotations:
    """Rules about rotations. Until the commit nothing changes; a commit that fails changes nothing either."""

    def __init__(self, vaults: Vaults) -> None:
        self.tools = vaults.tools
        self.accounts = vaults.accounts
        self.passphrases = vaults.passphrases
        self.gate = vaults.gate
        self.vaults = vaults

    def prepare(self, caller: Caller, epoch: int | None, draft: RotationDraft) -> RotationStarted:
        """Begin a rotation in place of an unfinished one; RotationStale for a client that has not got all there is."""
        with self.tools.store.begin() as work:
            person, vault = self.vaults.opened(work, caller, epoch)
            self.check_count(work, person, vault, draft.count)
            self.check_unchanged(work, person, vault, draft.if_epoch, draft.if_seq)
            self.check_new_key(work, vault, draft.kid)
            self.gate.check_policy(work, person, draft.pol)
            rotation = tables.Rotation(
                id=self.tools.ids.new_id(),
                person_id=person.id,
                epoch=vault.epoch,
                seq=person.seq,
                kid=draft.kid,
                pol=draft.pol,
                created_at=self.tools.now(),
            )
            work.rotations.replace(rotation)
            return RotationStarted(rotation_id=rotation.id)

    def receive(self, caller: Caller, epoch: int | None, command: Rewraps) -> Received:
        """Keep items that were sealed anew; NotFound, RotationStale, Invalid for any that does not fit its item."""
        with self.tools.store.begin() as work:
            person, vault = self.vaults.opened(work, caller, epoch)
            rotation = self.find_owned(work, person, command.rotation_id)
            self.check_unchanged(work, person, vault, rotation.epoch, rotation.seq)
            items, wrong = {item.id: item for item in work.items.private(person.id)}, Gathering()
            for number, envelope in enumerate(command.envelopes):
                with wrong.check():
                    self.check_fits(f"envelopes.{number}", rotation, items.get(envelope.id), envelope)
            wrong.settle()
            for envelope in command.envelopes:
                work.rotations.put(self.rewrap(rotation, envelope))
            return Received(received=len(work.rotations.rewraps(rotation.id)))

    def commit(self, caller: Caller, epoch: int | None, command: RotationCommit) -> VaultAnswer:
        """Let the new key count, and every other session be locked.

        WrongPassphrase, Throttled, NotFound, RotationStale, RotationIncomplete, Invalid.
        """
        with self.tools.store.begin() as work:
            person, vault = self.vaults.opened(work, caller, epoch)
            refusal = self.passphrases.refusal(work, vault, command.proof)
            if refusal is None:
                rotation = self.find_owned(work, person, command.rotation_id)
                self.check_unchanged(work, person, vault, rotation.epoch, rotation.seq)
                self.swap_items(work, person, rotation)
                self.swap_keys(work, person, vault, rotation, command)
                work.rotations.end(person.id)
                self.vaults.shut(vault, "policy")
                return self.vaults.opened_anew(work, person, vault, caller)
        raise refusal

    def find_owned(self, work: Work, person: tables.Person, rotation_id: str) -> tables.Rotation:
        """Return the person's rotation; one that another has replaced is not found."""
        rotation = work.rotations.find(person.id, rotation_id)
        if rotation is None:
            raise NotFound("rotation")
        return rotation

    def check_count(self, work: Work, person: tables.Person, vault: tables.Vault, count: int) -> None:
        """Refuse a client that has another number of private items."""
        if count != len(work.items.private(person.id)):
            raise self.stale(work, person, vault)

    def check_unchanged(self, work: Work, person: tables.Person, vault: tables.Vault, epoch: int, seq: int) -> None:
        """Refuse to go on from an older state than the present one."""
        if (epoch, seq) != (vault.epoch, person.seq):
            raise self.stale(work, person, vault)

    def stale(self, work: Work, person: tables.Person, vault: tables.Vault) -> RotationStale:
        """Return the refusal, which tells the present state."""
        return RotationStale(vault.epoch, person.seq, len(work.items.private(person.id)))

    def check_new_key(self, work: Work, vault: tables.Vault, kid: str) -> None:
        """Refuse a key that the vault has or had."""
        if kid in self.gate.known_keys(work, vault):
            raise Invalid(FieldError(field="kid", message="must be a new key"))

    def check_fits(self, field: str, rotation: tables.Rotation, item: tables.Item | None, envelope: Envelope) -> None:
        """Refuse an envelope that is not the item's, as it is stored, under the new key."""
        if item is None:
            raise Invalid(FieldError(field=f"{field}.id", message="is not a private item of yours"))
        expected = {"t": item.kind, "rev": item.rev, "kid": rotation.kid, "pol": rotation.pol}
        wrong = [name for name, value in expected.items() if getattr(envelope, name) != value]
        if wrong:
            message = "does not fit the item and the rotation"
            raise Invalid(*[FieldError(field=f"{field}.{name}", message=message) for name in wrong])

    def rewrap(self, rotation: tables.Rotation, envelope: Envelope) -> tables.Rewrap:
        """Return an item sealed anew, as it is kept until the commit."""
        return tables.Rewrap(
            rotation_id=rotation.id, item_id=envelope.id, rev=envelope.rev, envelope=envelope.model_dump_json()
        )

    def swap_items(self, work: Work, person: tables.Person, rotation: tables.Rotation) -> None:
        """Put every item's new envelope in its place, as a change without a new revision; RotationIncomplete."""
        items = work.items.private(person.id)
        rewraps = {rewrap.item_id: rewrap for rewrap in work.rotations.rewraps(rotation.id)}
        self.check_complete(items, rewraps)
        for item in items:
            item.envelope = rewraps[item.id].envelope
            item.kid, item.pol = rotation.kid, rotation.pol
            item.seq = self.accounts.count_up(person)
        work.rotations.drop_tokens(person.id)

    def check_complete(self, items: Sequence[tables.Item], rewraps: dict[str, tables.Rewrap]) -> None:
        """Refuse to lose an item: each must have come, as it is stored."""
        missing = [item for item in items if item.id not in rewraps or rewraps[item.id].rev != item.rev]
        if missing:
            raise RotationIncomplete(len(missing))

    def swap_keys(
        self,
        work: Work,
        person: tables.Person,
        vault: tables.Vault,
        rotation: tables.Rotation,
        command: RotationCommit,
    ) -> None:
        """Let the new key count; it wraps the one before, and the recovery codes lead to it."""
        old, vault.kid = vault.kid, rotation.kid
        vault.crypto_policy_version = rotation.pol
        vault.last_rotated_at = self.tools.now()
        self.passphrases.check_wrap("wrap", command.wrap, pol=rotation.pol)
        self.passphrases.replace(work, person, vault, command)
        chain = {"kid": old, "by": "uvk", "by_id": rotation.kid, "pol": rotation.pol}
        self.passphrases.check_wrap("uvk_wrap", command.uvk_wrap, **chain)
        self.passphrases.keep(work, person, command.uvk_wrap)
        self.swap_recovery(work, person, rotation, command)

    def swap_recovery(
        self, work: Work, person: tables.Person, rotation: tables.Rotation, command: RotationCommit
    ) -> None:
        """Join the recovery codes, if there are any, to the new key."""
        kept, by_rk, of_rk = work.recovery.set_of(person.id), command.rk_wrap, command.rk_uvk_wrap
        self.check_recovery_wraps(kept, command)
        if kept is None or by_rk is None or of_rk is None:
            return
        kid, pol, set_id = rotation.kid, rotation.pol, kept.set_id
        self.passphrases.check_wrap("rk_wrap", by_rk, kid=kid, by="rk", by_id=set_id, pol=pol)
        self.passphrases.check_wrap("rk_uvk_wrap", of_rk, kid=set_id, by="uvk", by_id=kid, pol=pol)
        work.vaults.delete_wraps(person.id, "rk")
        work.vaults.delete_wraps(person.id, "uvk", set_id)
        self.passphrases.keep(work, person, by_rk)
        self.passphrases.keep(work, person, of_rk)

    def check_recovery_wraps(self, kept: tables.RecoverySet | None, command: RotationCommit) -> None:
        """Refuse wraps for recovery codes without any, and none for codes that would lead nowhere."""
        message = "is not needed without recovery codes" if kept is None else "is needed for the recovery codes"
        wraps = {"rk_wrap": command.rk_wrap, "rk_uvk_wrap": command.rk_uvk_wrap}
        wrong = [name for name, wrap in wraps.items() if (wrap is None) != (kept is None)]
        if wrong:
            raise Invalid(*[FieldError(field=name, message=message) for name in wrong])
