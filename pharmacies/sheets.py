"""The nightly downtime sheets: who stands on a pharmacy's, what is said of her, and how the whole is sealed."""

import datetime as dt
import json
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.operation import operation
from accounts.refusals import Refusal
from audit.operations import write_read
from foundation.checksymbols import ALPHABET
from patients.care import cares_of
from patients.open_supplies import OpenSupply, open_supplies, open_where_last_served
from pharmacies.models import DowntimeSheet
from programmes.controls import controls
from programmes.queries import pharmacies_registered

SEAL_BITS: Final = 80
"""What of the seal is printed: sixteen signs, which nobody guesses and everybody can read out."""


class SheetDamaged(Refusal):
    """What is kept of a sheet does not fit its seal: it was changed after it was made."""


def sheets_wanted(*, at: dt.datetime) -> QuerySet[Organisation]:
    """List the registered pharmacies that have no sheet of their own civil day yet."""
    made = DowntimeSheet.objects.filter(made_at__gt=at - dt.timedelta(days=1))
    have = [row.pharmacy_id for row in made.select_related("pharmacy") if row.made_on == _day(row.pharmacy, at)]
    return pharmacies_registered(at=at).exclude(id__in=have)


@operation("pharmacies.make_sheet")
def make_sheet(*, by: Actor, at: dt.datetime, pharmacy: Organisation) -> DowntimeSheet:
    """Write down what is a yes at this hour for those whom a pharmacy served last; once a day.

    No name stands on it: the end of the card's number, the medicine, how much is left and until when, and the
    centre's telephone. Who has no yes at this hour does not stand on it at all.
    """
    Organisation.objects.select_for_update(no_key=True).get(id=pharmacy.id)
    made = DowntimeSheet.objects.filter(pharmacy=pharmacy, made_on=_day(pharmacy, at)).first()
    if made is not None:
        return made
    prescriptions = list(open_where_last_served(pharmacy_id=pharmacy.id))
    judged = open_supplies(prescriptions=prescriptions, pharmacy_id=pharmacy.id, at=at)
    yes = [one for one in judged if one.judgement.verdict.dispense]
    holds = min(one.sheet_holds for one in controls().values())
    sheet = DowntimeSheet(
        pharmacy=pharmacy,
        made_on=_day(pharmacy, at),
        made_at=at,
        holds_until=at + holds,
        lines=_lines(yes),
        subjects=sorted({str(one.prescription.enrolment.patient_id) for one in yes}),
    )
    sheet.seal = seal_of(sheet=sheet)
    sheet.save(force_insert=True)
    return sheet


def last_sheet(*, by: Actor) -> DowntimeSheet | None:
    """Give the newest sheet of the actor's own pharmacy."""
    sheets = DowntimeSheet.objects.filter(pharmacy_id=by.organisation_id).select_related("pharmacy")
    return sheets.order_by("-made_at").first()


def open_sheet(*, by: Actor, at: dt.datetime) -> DowntimeSheet | None:
    """Give the newest sheet of the actor's own pharmacy to be printed, and write the look down for all who stand on it.

    :raises SheetDamaged: when it does not fit its seal.
    """
    sheet = last_sheet(by=by)
    if sheet is not None:
        require_whole(sheet=sheet)
        write_read(by=by, at=at, act="pharmacies.read_sheet", subjects=sheet.patients)
    return sheet


def sheet_sealed(*, by: Actor, seal: str) -> DowntimeSheet | None:
    """Find the pharmacy's own sheet that bears a printed seal; None when no sheet of the registry's does.

    :raises SheetDamaged: when there is one, and it does not fit its seal.
    """
    printed = seal.upper().translate({ord("-"): None, ord(" "): None, ord("O"): "0", ord("I"): "1", ord("L"): "1"})
    if len(printed) * 5 != SEAL_BITS or not set(printed) <= set(ALPHABET):
        return None
    begins = sum(ALPHABET.index(sign) << (5 * place) for place, sign in enumerate(reversed(printed)))
    own = DowntimeSheet.objects.filter(pharmacy_id=by.organisation_id).select_related("pharmacy")
    sheet = own.filter(seal__startswith=f"{begins:0{SEAL_BITS // 4}x}").first()
    if sheet is not None:
        require_whole(sheet=sheet)
    return sheet


def require_whole(*, sheet: DowntimeSheet) -> None:
    """Refuse a sheet whose kept lines are not those that were sealed.

    :raises SheetDamaged: then.
    """
    if not constant_time_compare(sheet.seal, seal_of(sheet=sheet)):
        raise SheetDamaged(_("This sheet does not fit its seal. Do not use it, and call the help telephone."))


def seal_of(*, sheet: DowntimeSheet) -> str:
    """Give the keyed hash of all that a sheet says, and of which pharmacy and hour it is."""
    sealed: dict[str, Any] = {
        "id": str(sheet.id),
        "pharmacy": str(sheet.pharmacy_id),
        "made_at": sheet.made_at.astimezone(dt.UTC).isoformat(),
        "holds_until": sheet.holds_until.astimezone(dt.UTC).isoformat(),
        "lines": sheet.lines,
        "subjects": sheet.subjects,
    }
    return salted_hmac("pharmacies.sheet", json.dumps(sealed, sort_keys=True), algorithm="sha256").hexdigest()


def printed_seal(*, sheet: DowntimeSheet) -> str:
    """Write the beginning of a seal as signs that can be read out, in groups of four."""
    bits = int(sheet.seal, 16) >> (256 - SEAL_BITS)
    signs = "".join(ALPHABET[(bits >> shift) & 31] for shift in range(SEAL_BITS - 5, -1, -5))
    return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))


def _lines(supplies: list[OpenSupply]) -> list[dict[str, Any]]:
    cares = cares_of(enrolments=[one.prescription.enrolment for one in supplies])
    telephones = dict(
        Organisation.objects.filter(id__in={care.centre_id for care in cares.values()}).values_list("id", "telephone")
    )
    lines = [
        {
            "card": one.card.number[-4:],
            "substance": one.prescription.enrolment.programme.substance,
            "strength_mg": f"{one.prescription.strength_mg.normalize():f}",
            "left": one.left,
            "dispense_by": one.dispense_by.isoformat() if one.dispense_by else None,
            "telephone": telephones[cares[one.prescription.enrolment_id].centre_id],
        }
        for one in supplies
    ]
    return sorted(lines, key=lambda line: (line["card"], line["substance"]))


def _day(pharmacy: Organisation, at: dt.datetime) -> dt.date:
    return at.astimezone(ZoneInfo(pharmacy.time_zone)).date()
