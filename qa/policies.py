"""Which policy a command judges by."""

from qa.errors import UserError
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
