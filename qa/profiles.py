"""Which target a command is about."""

from pathlib import Path

from fixtures.target.profiles import Profile, TargetError, load_profile, target_names
from qa.errors import UserError


def read_profile(name_or_url: str, targets_file: Path) -> Profile:
    """Read one profile.

    Raises:
        UserError: there is no such profile, or the file has mistakes.

    """
    try:
        return load_profile(name_or_url, targets_file)
    except TargetError as error:
        raise UserError(str(error)) from error


def read_profiles(targets_file: Path) -> list[Profile]:
    """Read all profiles, in the file's order.

    Raises:
        UserError: the file is missing or has mistakes.

    """
    try:
        names = target_names(targets_file)
    except TargetError as error:
        raise UserError(str(error)) from error
    return [read_profile(name, targets_file) for name in names]
