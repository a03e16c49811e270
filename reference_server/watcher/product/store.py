"""The object store: bytes of the spool go where a presigned URL says, once, with the headers that were signed."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import httpx

from reference_server.watcher.product.server import LIMITS, UnavailableError

PIECE = 256 * 1024
TIMEOUT = httpx.Timeout(60.0, connect=5.0)


class StaleError(Exception):
    """The store does not take this URL, or no longer: a fresh one is needed."""


class Store:
    """Puts ciphertexts; a proxy that the environment names is used. Safe among threads."""

    def __init__(self) -> None:
        self._http = httpx.Client(timeout=TIMEOUT, limits=LIMITS)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def put(self, url: str, headers: dict[str, str], spooled: Path, start: int = 0, size: int | None = None) -> None:
        """Put a file of the spool, or `size` bytes of it from `start` on.

        Raises:
            StaleError: the store refused (4xx), or what lies in the spool is not what was signed.
            UnavailableError: it does not answer, or is in trouble (5xx).

        """
        there = spooled.stat().st_size
        length = there - start if size is None else size
        if httpx.Headers(headers).get("content-length", str(length)) != str(length) or there < start + length:
            raise StaleError("what lies in the spool has another size than what was signed")
        try:
            with spooled.open("rb") as file:
                file.seek(start)
                content = file.read(length) if length <= PIECE else _pieces(file, length)
                answer = self._http.put(url, content=content, headers=headers)
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise StaleError(f"its address makes no sense ({type(error).__name__})") from None
        except httpx.RequestError as error:
            raise UnavailableError("store", f"no answer ({type(error).__name__})") from error
        if answer.is_server_error or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise UnavailableError("store", f"answered {answer.status_code}")
        if not answer.is_success:
            raise StaleError(f"the store answered {answer.status_code}")


def _pieces(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (piece := file.read(min(PIECE, length))):
        length -= len(piece)
        yield piece
