"""What the server was built from: its own files, and the commit that they are of."""

import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path

SOURCE = Path(__file__).parents[1]
APART = {"faults", "__pycache__"}
"""Folders that are no part of the product."""


@cache
def digest() -> str:
    """Return the SHA-256 over names and contents of the server's files, as they were when it was first asked for."""
    total = sha256()
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE)
        if path.is_file() and not APART & set(name.parts):
            total.update(f"{name.as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


@cache
def commit() -> str:
    """Return the commit of the checkout that the server runs from, "unknown" where there is none."""
    command = ["git", "-C", str(SOURCE), "rev-parse", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=5).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return "unknown"
