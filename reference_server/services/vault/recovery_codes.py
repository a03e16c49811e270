"""A recovery code's course: unused, reserved by a ticket for a while, used."""

import hmac
from collections.abc import Iterable
from datetime import datetime

from reference_server.contract.recovery import Redeem
from reference_server.ids import hashed, is_hash_of
from reference_server.services.people.sessions import Caller
from reference_server.services.tools import Tools
from reference_server.store.tables import RecoveryCode


class RecoveryCodes:
    """Rules about single codes; the person must be locked."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools

    def unused(self, codes: Iterable[RecoveryCode]) -> int:
        """Return how many of the codes can be used."""
        return sum(self.is_unused(code) for code in codes)

    def is_unused(self, code: RecoveryCode) -> bool:
        """Say whether the code can be used: an expired ticket gives it back."""
        return code.state == "unused" or (code.state == "reserved" and self.has_expired(code))

    def has_expired(self, code: RecoveryCode) -> bool:
        """Say whether the time of the code's ticket is over."""
        return code.ticket_expires_at is not None and code.ticket_expires_at <= self.tools.now()

    def is_of(self, code: RecoveryCode, command: Redeem) -> bool:
        """Say whether the verifier is that of the code."""
        return is_hash_of(code.verifier_hash, command.verifier)

    def reserve(self, code: RecoveryCode, caller: Caller, expires_at: datetime) -> str:
        """Keep the code for the session until then, and return the ticket, which is stored nowhere."""
        ticket = self.tools.ids.new_secret()
        code.state = "reserved"
        code.ticket_hash = hashed(ticket)
        code.ticket_expires_at = expires_at
        code.ticket_session_id = caller.session_id
        return ticket

    def with_ticket(self, codes: Iterable[RecoveryCode], ticket: str) -> RecoveryCode | None:
        """Return the code that the ticket was given for."""
        wanted = hashed(ticket)
        reserved = [code for code in codes if code.state == "reserved" and code.ticket_hash is not None]
        return next((code for code in reserved if hmac.compare_digest(code.ticket_hash or "", wanted)), None)

    def is_of_session(self, code: RecoveryCode, caller: Caller) -> bool:
        """Say whether the session that asks is the one that has the ticket."""
        return code.ticket_session_id == caller.session_id

    def spend(self, code: RecoveryCode) -> None:
        """Use the code up, for good."""
        code.state, code.ticket_hash = "used", None
