"""Print the demo's logins of every role, the client of a pharmacy's program, and a card for each answer."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from demo.cast import CLIENT_SECRET, PASSWORD, SECOND_STEP_SECRET
from demo.models import Kind
from demo.queries import clients, logins, shown_cards
from demo.second_step import whose_second_step

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
        signer = whose_second_step()
        if signer is not None:
            self.stdout.write(f"\n{signer.name} ({signer.email}) has a second step; /demo/ shows its code.\n")
            self.stdout.write(f"  secret for an authenticator app: {SECOND_STEP_SECRET}\n")
        cards = [(ANSWERS[one.kind], one.code, one.grouped, one.email, str(one.words)) for one in shown_cards()]
        for one in clients():
            self.stdout.write(
                f"\nThe program of {one.organisation.name} is let in at the interface (docs/interface.md):\n"
            )
            self.stdout.write(f"  client {one.id}, secret {CLIENT_SECRET}\n")
        self.stdout.write("\nCards to try at the counter (/demo/cards/ has them too):\n\n")
        self._table(("answer", "code", "card", "as", "what happened"), cards)

    def _table(self, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        lines = [head, *rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            self.stdout.write("  " + "  ".join(cells).rstrip())
