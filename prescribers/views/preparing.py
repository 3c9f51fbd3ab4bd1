"""One form, two ways to send it: a prescriber acts, a delegate keeps it for a prescriber to sign."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.refusals import NotVisible, Refusal
from accounts.request import ActorRequest
from patients.care import care_of
from patients.delegation import is_delegation_over
from prescribers.forms.prepared import ForWhomForm, answers_of, fill_in, sign_nothing
from prescribers.models import PreparedAct
from prescribers.operations import close_as_signed, prepare_act
from prescribers.prepared import KINDS, prepared_act, signers_of
from prescribers.presenters.difference import difference
from prescribers.views.page import Page

F = TypeVar("F", bound=forms.Form)

Done = Callable[[dict[str, Any]], models.Model]


@dataclass(frozen=True)
class Preparing:
    """How one request treats one form that can be prepared."""

    request: ActorRequest
    page: Page
    act: str
    row_id: UUID | None = None
    kept_id: UUID | None = None
    """The prepared act that is being signed, where the address does not name it."""

    @property
    def keeps(self) -> bool:
        """Say whether the form is kept for somebody else to sign."""
        return not self.page.may(KINDS[self.act].signs)

    @cached_property
    def prepared(self) -> PreparedAct | None:
        """Give the prepared act that is opened to be signed, if one is.

        :raises NotVisible: when it is about another patient or another form.
        """
        named = self.request.GET.get("prepared") or self.kept_id
        if self.keeps or not named:
            return None
        try:
            found = prepared_act(by=self.page.by, at=self.page.at, prepared_id=UUID(str(named)))
        except ValueError:
            found = None
        wanted = (self.page.enrolment.id, self.act, self.row_id)
        if found is None or (found.enrolment_id, found.act, found.row_id) != wanted:
            raise NotVisible(_("There is no such record."))
        return found

    @cached_property
    def whom(self) -> ForWhomForm:
        """Ask who is to sign."""
        return ForWhomForm(
            self.request.POST or None,
            signers=signers_of(by=self.page.by, at=self.page.at),
            waits=KINDS[self.act].opens and is_delegation_over(by=self.page.by, at=self.page.at),
            hers=care_of(enrolment=self.page.enrolment).prescriber_id,
        )

    def filled(self, form: F) -> F:
        """Leave out of a form what is not the sender's to say, and fill in what was prepared."""
        if self.keeps:
            sign_nothing(form)
        elif self.prepared is not None and not form.is_bound:
            fill_in(form, self.prepared.answers)
        return form

    def or_keep(self, form: forms.Form, done: Done, *, without: tuple[str, ...] = ()) -> Done:
        """Give what sending the form does: the act itself, or keeping it."""
        if self.keeps:
            return lambda data: self.keep(form, data, without=without)
        return lambda data: self.signed(lambda: done(data))

    def keep(
        self, form: forms.Form, data: dict[str, Any], *, without: tuple[str, ...] = (), version: int | None = None
    ) -> PreparedAct:
        """Keep the form's answers for the prescriber chosen; the version is the form's, unless facts came before it."""
        kept = prepare_act(
            by=self.page.by,
            at=self.page.at,
            enrolment=self.page.enrolment,
            act=self.act,
            row_id=self.row_id,
            answers=answers_of(form, without=without),
            prepared_for=self._chosen(),
            version=data["version"] if version is None else version,
            nonce=data["nonce"],
        )
        words = _("Kept for %(name)s to sign. Nothing of it is done yet.") % {"name": kept.prepared_for.name}
        messages.success(self.request, words)
        return kept

    def signed(self, done: Callable[[], models.Model]) -> models.Model:
        """Act, and say of the prepared act that it was signed, in one transaction; a refusal stays written down."""
        if self.prepared is None:
            return done()
        with transaction.atomic():
            made = _tried(done)
            if not isinstance(made, Refusal):
                close_as_signed(by=self.page.by, at=self.page.at, prepared=self.prepared)
        if isinstance(made, Refusal):
            raise made
        return made

    def then(self, address: Callable[[Any], str]) -> Callable[[Any], str]:
        """Say where it goes on."""
        return lambda made: self.page.home if isinstance(made, PreparedAct) else address(made)

    @property
    def context(self) -> dict[str, Any]:
        """Give what the page shows of it."""
        if self.keeps:
            return {"keeps_for": self.whom}
        return {} if self.prepared is None else {"prepared": self._shown(self.prepared)}

    def _shown(self, prepared: PreparedAct) -> dict[str, Any]:
        zone = ZoneInfo(self.page.by.time_zone)
        shown: dict[str, Any] = {
            "by": prepared.prepared_by.name,
            "on": date_format(prepared.prepared_at.astimezone(zone), "DATETIME_FORMAT"),
            "answered": getattr(prepared, "outcome", None) is not None,
            "id": prepared.id,
        }
        since = difference(enrolment=self.page.enrolment, version=prepared.on_version, zone=zone)
        if any(change.rows for change in since.changes):
            shown["difference"] = since
        return shown

    def _chosen(self) -> UUID:
        return UUID(self.whom.cleaned_data["prepared_for"]) if self.whom.is_valid() else self.page.by.person_id


def _tried(done: Callable[[], models.Model]) -> models.Model | Refusal:
    """Act, and give a refusal instead of raising it: what it wrote in the trail is to be committed."""
    try:
        return done()
    except Refusal as refusal:
        return refusal
