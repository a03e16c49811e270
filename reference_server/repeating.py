"""What the server does by itself, again and again while it serves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from reference_server import logs

SECONDS_TO_FINISH = 3


@contextmanager
def repeated(name: str, act: Callable[[], None], seconds: float) -> Iterator[None]:
    """Act at once, and then in a thread every so many seconds until the block ends.

    The first time counts: what it raises is raised. A later failure is written down under the name and tried again.
    """
    over = Event()

    def go_on() -> None:
        while not over.wait(seconds):
            try:
                act()
            except Exception as error:  # noqa: BLE001  whatever it was, the next time may do
                logs.failure(name, error)

    act()
    thread = Thread(target=go_on, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(SECONDS_TO_FINISH)
