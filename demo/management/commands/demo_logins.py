"""Print the demo's logins of every role, and the cards that show each answer of the counter."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from demo.cast import PASSWORD
from demo.models import Kind
from demo.queries import logins, shown_cards

ANSWERS = {Kind.YES: "YES", Kind.REASON: "NO", Kind.REFUSAL: "refused"}


class Command(BaseCommand):
    """Two tables for the terminal; the second is also at /demo/cards/."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both tables, or say that there is nothing yet."""
        people = [(one.role, one.email, one.name, f"{one.organisation} ({one.country})") for one in logins()]
        if not people:
            self.stdout.write("There is no demo data yet. Make it with: manage.py demo_data")
            return
        self.stdout.write(f"Log in with any of these addresses; the password of all is: {PASSWORD}\n\n")
        self._table(("role", "address", "name", "works for"), people)
        cards = [(ANSWERS[one.kind], one.code, one.grouped, one.email, str(one.words)) for one in shown_cards()]
        self.stdout.write("\nCards to try at the counter (/demo/cards/ has them too):\n\n")
        self._table(("answer", "code", "card", "as", "what happened"), cards)

    def _table(self, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        lines = [head, *rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            self.stdout.write("  " + "  ".join(cells).rstrip())
