"""A line to a server that can be cut, and that can go silent, while the server itself goes on for everybody else."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

BYTES = 65_536


class Relay:
    """Passes bytes on between whoever connects here and one server."""

    def __init__(self, host: str, port: int) -> None:
        self._there = (host, port)
        self._open: list[socket.socket] = []
        self._flows = Event()
        self._flows.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._listen()

    def cut(self) -> None:
        """Break every connection, and take no new one."""
        self._close(self._listener, *self._open)
        self._open.clear()

    def mend(self) -> None:
        """Take connections again, at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listen()

    def hush(self) -> None:
        """Pass nothing on any more."""
        self._flows.clear()

    def speak(self) -> None:
        """Pass on what has come meanwhile, and whatever comes."""
        self._flows.set()

    def _listen(self) -> None:
        Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                here, _ = listener.accept()
                there = socket.create_connection(self._there)
                self._open += [here, there]
                for ends in ((here, there), (there, here)):
                    Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(BYTES):
                self._flows.wait()
                sink.sendall(content)
        self._close(source, sink)

    def _close(self, *ends: socket.socket) -> None:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def relay(host: str, port: int) -> Iterator[Relay]:
    """Put a relay before a server."""
    line = Relay(host, port)
    yield line
    line.speak()
    line.cut()
