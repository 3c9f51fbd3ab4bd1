"""The launcher's commands: `python3 -m launch demo | demo-fresh | test | servers | install`."""

import sys

OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Run one command and answer its exit status."""
    if sys.version_info < OLDEST:
        sys.stderr.write(
            f"The registry needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n"
            "Name a newer one: make demo PYTHON=/path/to/python3.11\n"
        )
        return 2
    from launch.commands import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
