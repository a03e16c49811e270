"""Recovery: a set of codes, and a new passphrase by one of them."""

from datetime import timedelta

from reference_server.contract.problems import FieldError
from reference_server.contract.recovery import Code, RecoveryDraft, RecoverySet, Redeem, Reset, Ticket
from reference_server.contract.vault import VaultAnswer, Wrap
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import Invalid, Throttled, TicketInvalid, WrongCode
from reference_server.services.vault.recovery_codes import RecoveryCodes
from reference_server.services.vault.vaults import Vaults
from reference_server.store import tables
from reference_server.store.work import Work


class Recovery:
    """Rules about recovery: a code is reserved while its ticket lives, and used by one reset."""

    def __init__(self, vaults: Vaults, codes: RecoveryCodes) -> None:
        self.tools = vaults.tools
        self.accounts = vaults.accounts
        self.passphrases = vaults.passphrases
        self.guesses = vaults.passphrases.guesses
        self.vaults = vaults
        self.codes = codes

    def create(self, caller: Caller, epoch: int | None, draft: RecoveryDraft) -> RecoverySet:
        """Let a new set of codes count, and none of the one before; VaultLocked."""
        self.check_distinct(draft)
        with self.tools.store.begin() as work:
            person, vault = self.vaults.opened(work, caller, epoch)
            self.check_wraps(work, person, vault, draft)
            self.void(work, person)
            kept = tables.RecoverySet(person_id=person.id, set_id=draft.set_id, created_at=self.tools.now())
            codes = [self.made(person, code) for code in draft.codes]
            work.recovery.replace(kept, codes)
            for wrap in self.wraps_of(draft):
                self.passphrases.keep(work, person, wrap)
            return RecoverySet(set_id=kept.set_id, created_at=kept.created_at, unused=self.codes.unused(codes))

    def redeem(self, caller: Caller, command: Redeem) -> Ticket:
        """Exchange an unused code for a ticket; WrongCode, Throttled.

        A try that counts is refused only once the transaction is over, which a refusal would undo.
        """
        with self.tools.store.begin() as work:
            person, _ = self.vaults.locked_row(work, caller)
            refusal: WrongCode | Throttled | None = self.guesses.refusal(work, person.id, "code")
            if refusal is None:
                code = self.opening(work, person, command)
                if code is not None:
                    self.guesses.forget(work, person.id, "code")
                    return self.ticket(work, code, caller, command.expires_in)
                refusal = WrongCode(self.guesses.count(work, person.id, "code"))
        raise refusal

    def reset(self, caller: Caller, command: Reset) -> VaultAnswer:
        """Use the ticket's code up for a new passphrase; every other session is locked. TicketInvalid."""
        with self.tools.store.begin() as work:
            person, vault = self.vaults.locked_row(work, caller)
            self.codes.spend(self.reserved(work, person, caller, command.ticket))
            self.passphrases.replace(work, person, vault, command)
            self.guesses.forget(work, person.id, "passphrase")
            self.vaults.shut(vault, "remote")
            return self.vaults.opened_anew(work, person, vault, caller)

    def opening(self, work: Work, person: tables.Person, command: Redeem) -> tables.RecoveryCode | None:
        """Return the code that the command proves to have, if it can be used."""
        code = work.recovery.find(person.id, command.code_id)
        if code is None or not self.codes.is_of(code, command) or not self.codes.is_unused(code):
            return None
        return code

    def ticket(self, work: Work, code: tables.RecoveryCode, caller: Caller, expires_in: int) -> Ticket:
        """Reserve the code, and return the ticket with the wraps that lead from the code to the vault's key."""
        expires_at = self.tools.now() + timedelta(seconds=expires_in)
        ticket = self.codes.reserve(code, caller, expires_at)
        wraps = [self.vaults.views.wrap_view(wrap) for wrap in work.vaults.wraps(code.person_id)]
        by_code = next(wrap for wrap in wraps if (wrap.by, wrap.by_id) == ("recovery-code", code.code_id))
        by_rk = next(wrap for wrap in wraps if wrap.by == "rk")
        return Ticket(ticket=ticket, expires_at=expires_at, set_id=by_code.kid, wrap=by_code, rk_wrap=by_rk)

    def reserved(self, work: Work, person: tables.Person, caller: Caller, ticket: str) -> tables.RecoveryCode:
        """Return the code that the session has the ticket of; TicketInvalid when there is none, or no longer."""
        code = self.codes.with_ticket(work.recovery.codes(person.id), ticket)
        if code is None or self.codes.has_expired(code) or not self.codes.is_of_session(code, caller):
            raise TicketInvalid
        return code

    def void(self, work: Work, person: tables.Person) -> None:
        """Forget the wraps of the set before; its codes go when the new ones come."""
        before = work.recovery.set_of(person.id)
        if before is not None:
            work.vaults.delete_wraps(person.id, "recovery-code")
            work.vaults.delete_wraps(person.id, "rk")
            work.vaults.delete_wraps(person.id, "uvk", before.set_id)

    def made(self, person: tables.Person, code: Code) -> tables.RecoveryCode:
        """Return a code as it begins."""
        return tables.RecoveryCode(person_id=person.id, code_id=code.code_id, verifier_hash=code.verifier_hash)

    def wraps_of(self, draft: RecoveryDraft) -> list[Wrap]:
        """Return every wrap of a set; the codes' are of the same policy as the others."""
        pol, kid = draft.rk_wrap.pol, draft.set_id
        by_code = [
            Wrap(kid=kid, pol=pol, by="recovery-code", by_id=code.code_id, iv=code.iv, ct=code.ct)
            for code in draft.codes
        ]
        return [draft.rk_wrap, draft.uvk_wrap, *by_code]

    def check_wraps(self, work: Work, person: tables.Person, vault: tables.Vault, draft: RecoveryDraft) -> None:
        """Refuse a set whose wraps do not join its key to the vault's, under a policy that takes writes."""
        set_id, pol = draft.set_id, draft.rk_wrap.pol
        self.passphrases.check_wrap("rk_wrap", draft.rk_wrap, kid=vault.kid, by="rk", by_id=set_id)
        self.passphrases.check_wrap("uvk_wrap", draft.uvk_wrap, kid=set_id, by="uvk", by_id=vault.kid, pol=pol)
        self.vaults.gate.check_policy(work, person, pol)

    def check_distinct(self, draft: RecoveryDraft) -> None:
        """Refuse two codes of one name."""
        if len({code.code_id for code in draft.codes}) < len(draft.codes):
            raise Invalid(FieldError(field="codes", message="must each have a code_id of its own"))
