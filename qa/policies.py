"""What a command judges by: a policy, and the ledger of exceptions."""

from pathlib import Path

from qa.errors import UserError
from reports.gates.ledger import LEDGER, Ledger, LedgerError
from reports.gates.policy import Policy, PolicyError


def read_policy(name_or_path: str) -> Policy:
    """Read a policy.

    Raises:
        UserError: there is no such policy, or it has mistakes.

    """
    try:
        return Policy.read(name_or_path)
    except PolicyError as error:
        raise UserError(f"--policy: {error}") from error


def read_ledger(path: Path | None) -> Ledger:
    """Read a ledger of exceptions; None: the one that comes with the project.

    Raises:
        UserError: it cannot be read, or it has mistakes.

    """
    try:
        return Ledger.read(path or LEDGER)
    except LedgerError as error:
        raise UserError(f"--exceptions: {error}") from error
