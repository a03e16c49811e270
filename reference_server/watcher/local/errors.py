"""What a command of the watcher can end with: each error has a sentence for the person, and an exit code."""


class WatcherError(Exception):
    """Base of what the person is told instead of a traceback."""

    exit_code = 1


class UsageError(WatcherError):
    """A command, a setting or a folder makes no sense."""

    exit_code = 2


class SignedOutError(WatcherError):
    """Nobody has let this watcher in, or no longer."""

    exit_code = 3


class RunningError(WatcherError):
    """A watcher runs where none may, or none where one has to."""

    exit_code = 4


class UnreachableError(WatcherError):
    """The server does not answer."""

    exit_code = 5


class RefusedError(WatcherError):
    """The person, the server or a signature says no."""

    exit_code = 6


class DiskFullError(WatcherError):
    """There is no room left where the watcher keeps its state."""

    exit_code = 7
