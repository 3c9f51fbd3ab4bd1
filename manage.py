#!/usr/bin/env python
"""The registry's command line."""

import os
import sys


def main() -> None:
    """Hand the words of the command line to whoever answers them."""
    # The batch interface is answered before Django is imported: it needs no settings, no secrets and no database, must
    # work where none of them exists, and Django's start alone would cost thousands of its lines.
    if sys.argv[1:2] in (["decide"], ["due"]):
        from ppp_registry.batch import main as answer_batch

        sys.exit(answer_batch(sys.argv[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppp_registry.settings.local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
