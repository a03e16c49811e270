"""Passphrases: how one is proved, and how a new one takes its place."""

from reference_server.contract.problems import FieldError
from reference_server.contract.vault import NewPassphrase
from reference_server.contract.vault import Wrap as WrapDraft
from reference_server.ids import is_hash_of
from reference_server.services.refusals import Invalid, Throttled, WrongPassphrase
from reference_server.services.tools import Tools
from reference_server.services.vault.crypto_policies import CryptoPolicies
from reference_server.services.vault.guesses import Guesses
from reference_server.store import tables
from reference_server.store.work import Work


class Passphrases:
    """Rules about a vault's passphrase; the person must be locked."""

    def __init__(self, tools: Tools, guesses: Guesses, policies: CryptoPolicies) -> None:
        self.tools = tools
        self.guesses = guesses
        self.policies = policies

    def refusal(self, work: Work, vault: tables.Vault, proof: str) -> WrongPassphrase | Throttled | None:
        """Return None for a right proof, unless somebody has to wait.

        A try that counts is refused by what is returned: raised inside the transaction, it would undo the count.
        """
        throttled = self.guesses.refusal(work, vault.person_id, "passphrase")
        if throttled is not None:
            return throttled
        if not self.is_right(vault, proof):
            return WrongPassphrase(self.guesses.count(work, vault.person_id, "passphrase"))
        self.guesses.forget(work, vault.person_id, "passphrase")
        return None

    def is_right(self, vault: tables.Vault, proof: str) -> bool:
        """Say whether the proof is that of the vault's passphrase."""
        return is_hash_of(vault.proof_hash, proof)

    def replace(self, work: Work, person: tables.Person, vault: tables.Vault, new: NewPassphrase) -> None:
        """Let a new passphrase open the vault, and the old one no longer.

        Invalid, PolicyUnknown or PolicyDeprecated when its parameters will not do.
        """
        self.check(work, person, vault.kid, new)
        vault.salt, vault.iterations, vault.proof_hash = new.salt, new.iterations, new.proof_hash
        work.vaults.delete_wraps(person.id, "password")
        self.keep(work, person, new.wrap)

    def check(self, work: Work, person: tables.Person, kid: str, new: NewPassphrase) -> None:
        """Refuse a passphrase whose parameters will not do for the key `kid`."""
        self.check_wrap("wrap", new.wrap, kid=kid, by="password", by_id=new.salt)
        policy = self.policies.writable(work, person, new.wrap.pol)
        self.check_iterations(policy, new.iterations)

    def check_iterations(self, policy: tables.CryptoPolicy, iterations: int) -> None:
        """Refuse fewer rounds than the policy asks for."""
        self.policies.check_iterations(iterations, policy.iterations)

    def check_wrap(self, field: str, wrap: WrapDraft, **expected: str) -> None:
        """Refuse a wrap of another key, by another one, or under another policy than is meant."""
        wrong = [name for name, value in expected.items() if getattr(wrap, name) != value]
        if wrong:
            message = "does not fit the rest"
            raise Invalid(*[FieldError(field=f"{field}.{name}", message=message) for name in wrong])

    def keep(self, work: Work, person: tables.Person, wrap: WrapDraft) -> None:
        """Store a wrap."""
        work.vaults.add(tables.Wrap(person_id=person.id, **wrap.model_dump()))
