"""Which command does what, and how a refusal or an interruption ends it."""

import sys
from collections.abc import Callable

from launch import demo, install, testing
from launch.refusal import Refusal

Command = Callable[[list[str]], int]


def _install(_arguments: list[str]) -> int:
    install.everything()
    return 0


COMMANDS: dict[str, Command] = {
    "demo": demo.run,
    "demo-fresh": demo.run_afresh,
    "test": testing.run,
    "servers": testing.keep_servers,
    "install": _install,
}


def run(arguments: list[str]) -> int:
    """Run the command named first, with the arguments after it."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"Say one of: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return command(arguments[1:])
    except Refusal as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
