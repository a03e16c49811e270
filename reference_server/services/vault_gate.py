"""What a write to vault content has to pass: an open vault, a policy that may be written under, a key of the person's."""

from reference_server.services.sessions import Caller
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.database import Work


class VaultGate:
    """Rules that hold for every write, asked in the write's own transaction, after the person was locked."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools

    def check_open(self, work: Work, caller: Caller, epoch: int | None) -> None:
        """Refuse as VaultLocked a session without a live grant for the present epoch, or that names another epoch.

        Somebody without a vault has nothing locked.
        """
        raise NotImplementedError

    def check_policy(self, work: Work, person: tables.Person, policy_id: str) -> None:
        """Refuse a policy that the person cannot see (PolicyUnknown) or that takes no writes (PolicyDeprecated)."""
        raise NotImplementedError

    def check_key(self, work: Work, person: tables.Person, kid: str) -> None:
        """Refuse an envelope without a vault (NoVault), or under a key that the vault does not have (Invalid)."""
        raise NotImplementedError
