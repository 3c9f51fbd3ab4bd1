"""A form whose unfinished answers are kept for their author, until it is sent."""

import re
from typing import Final

from django.http import QueryDict

from foundation.forms import ActForm
from safety.models import ReportDraft

UNTYPED: Final = re.compile("[\x00\ud800-\udfff]")


class KeptForm(ActForm):
    """A form that can be left and gone on with; ``draft`` is what was kept of it, where there is one."""

    draft: ReportDraft | None = None

    @property
    def so_far(self) -> dict[str, list[str]]:
        """Give what was answered so far as it was sent, valid or not, to be kept as a draft.

        Only a sign that no keyboard types is left out: the database cannot keep it.
        """
        assert isinstance(self.data, QueryDict)
        names = tuple(set(self.fields) - {"nonce"})
        kept = [name for name in self.data if name in names or name.startswith(tuple(f"{one}_" for one in names))]
        return {name: [UNTYPED.sub("", value) for value in self.data.getlist(name)] for name in kept}

    def begin_with(self, answers: dict[str, list[str]]) -> None:
        """Begin with what was kept as a draft."""
        sent = QueryDict(mutable=True)
        for name, values in answers.items():
            sent.setlist(name, values)
        for name, field in self.fields.items():
            if name != "nonce":
                self.initial[name] = field.widget.value_from_datadict(sent, {}, name)
