"""A parent with one part below it, for the test that kills the parent."""

import json
import sys
import tempfile
from pathlib import Path
from queue import SimpleQueue

from reference_server.stack.part import Event, Part, Said

CHILD = """
import json, os, threading
from reference_server.stack.parent import when_parent_ends
over = threading.Event()
when_parent_ends(over.set)
print(json.dumps({"pid": os.getpid()}), flush=True)
over.wait()
"""


def main() -> None:
    """Start the child, tell its process id, and wait to be killed."""
    events: SimpleQueue[Event] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "child.log"
        Part("child", [sys.executable, "-c", CHILD], environment={}, log=log, events=events).start()
        while True:
            event = events.get()
            if isinstance(event, Said):
                print(json.dumps({"child": event.message["pid"]}), flush=True)


if __name__ == "__main__":
    main()
