"""`python -m reference_server.watcher` is `daw-watcher`."""

from reference_server.watcher.program.commands import main

if __name__ == "__main__":
    main()
