"""Who a patient is, as it stands and as it stood, each fact to be compared with the papers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from patients.contacts import show_mobile
from patients.health_ids import country_of
from patients.identity import FILE, NATIONAL, Person
from patients.identity_changes import CHANGED, Written
from patients.models import Channel, Contact, Gender, HealthId, Identity, IdentityRecord, Reminder, ReminderChoice, Sex
from patients.names import in_capitals, mixes_alphabets
from prescribers.presenters.prescribing import Fact
from prescribers.words import LANGUAGES, said


@dataclass(frozen=True, slots=True)
class Change:
    """One row of who she is: what it said, who wrote it and when, why it came, and whether it still holds."""

    words: str
    moment: str
    who: str
    why: str
    struck: bool


def identity_facts(person: Person, written: Written) -> list[Fact]:
    """List everything that is kept of who she or he is."""
    none = _("not recorded")
    gender = Gender(person.gender).label if person.gender else _("as recorded at birth")
    return [
        Fact(label=_("Family name"), value=person.family_name or none),
        Fact(label=_("Given name"), value=person.given_name or none),
        Fact(label=_("Name in Latin letters"), value=person.latin_name or none),
        Fact(label=_("Date of birth"), value=date_format(person.birth_date) if person.birth_date else none),
        Fact(label=_("Sex recorded at birth"), value=Sex(person.sex).label),
        Fact(label=_("Gender"), value=gender),
        *[Fact(label=scheme_said(scheme), value=value) for scheme, value in written.numbers.items()],
        Fact(label=_("Language for messages to the patient"), value=said(LANGUAGES, person.language)),
        Fact(label=_("Mobile telephone"), value=show_mobile(written.mobile) if written.mobile else none),
        Fact(label=_("E-mail address"), value=written.email or none),
        Fact(label=_("Reminders to the patient"), value=reminder_said(written.reminder, written)),
    ]


def alphabets_warning(person: Person) -> str:
    """Warn of a name that mixes alphabets, as after a keyboard left in the other one; empty for all others."""
    if any(mixes_alphabets(name) for name in (person.family_name, person.given_name)):
        return _(
            "This name mixes letters of two alphabets that look alike. Compare it with the papers; if a key slipped, "
            "correct the name."
        )
    return ""


def scheme_said(scheme: str) -> str:
    """Say whose number it is, and whether the registry could check it."""
    if scheme.startswith(FILE):
        return _("File number of the centre")
    country = country_of(scheme.removeprefix(NATIONAL))
    if not country.is_checked:
        return _("Health number, %(country)s (cannot be checked here)") % {"country": country.name}
    return _("Health number, %(country)s") % {"country": country.name}


def reminder_said(channel: str, written: Written) -> str:
    """Say how she wants to be reminded, and since when she agrees to it."""
    label = str(Reminder(channel).label)
    if written.agreed_on is None:
        return label
    return _("%(how)s, agreed on %(day)s") % {"how": label, "day": date_format(written.agreed_on)}


def changes(rows: list[IdentityRecord], *, zone: ZoneInfo) -> list[Change]:
    """Show every row of who she is that something took the place of, and what took it."""
    return [_change(row, zone) for row in rows if _is_struck(row) or row.supersedes_because]


def _is_struck(row: IdentityRecord) -> bool:
    return hasattr(row, "superseded_by")


def _change(row: IdentityRecord, zone: ZoneInfo) -> Change:
    why = "" if row.supersedes_because == CHANGED else row.supersedes_because
    return Change(
        words=_("no longer used") if row.entered_in_error else _say(row),
        moment=date_format(row.recorded_at.astimezone(zone), "DATETIME_FORMAT"),
        who=row.recorded_by.name,
        why=why,
        struck=_is_struck(row),
    )


def _say(row: IdentityRecord) -> str:
    if isinstance(row, Identity):
        born = date_format(row.birth_date) if row.birth_date else _("on an unknown date")
        latin = f" ({row.latin_name})" if row.latin_name else ""
        name = ", ".join(part for part in (in_capitals(row.family_name), row.given_name) if part)
        return _("%(name)s, born %(born)s, %(sex)s") % {
            "name": f"{name}{latin}",
            "born": born,
            "sex": Sex(row.sex).label,
        }
    if isinstance(row, HealthId):
        return f"{scheme_said(row.scheme)}: {row.value}"
    if isinstance(row, Contact):
        return f"{Channel(row.channel).label}: {row.value}"
    assert isinstance(row, ReminderChoice)
    return _("Reminders: %(how)s") % {"how": Reminder(row.channel).label}
