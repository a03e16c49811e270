"""Where the command line writes: results on standard output, progress and trouble on standard error."""

from rich.console import Console


def output() -> Console:
    """Return the console for results; NO_COLOR and pipes are honoured by Rich."""
    return Console(highlight=False)


def progress() -> Console:
    """Return the console for what is going on, apart from the results that another program may read."""
    return Console(stderr=True, highlight=False)
