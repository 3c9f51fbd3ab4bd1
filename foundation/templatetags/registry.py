"""What templates may ask: the registry's name, its help telephone, a form's errors as links."""

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.utils.translation import gettext

from foundation.errors import ErrorLine, list_errors

register = template.Library()


@register.simple_tag
def registry_name() -> str:
    """Name the registry as its users know it."""
    return gettext("Pregnancy prevention registry")


@register.simple_tag
def help_telephone() -> str:
    """Give the number that answers questions; a tag, so that the page for a broken server has it too."""
    return str(getattr(settings, "HELP_TELEPHONE", ""))


@register.simple_tag
def offered_languages() -> list[tuple[str, str]]:
    """List the languages that are offered, each by its own name: who reads no other must find hers."""
    return list(settings.LANGUAGES)


@register.filter
def dialled(telephone: str) -> str:
    """Keep of a printed telephone number what a ``tel:`` link may hold."""
    return "".join(sign for sign in telephone if sign.isdigit() or sign == "+")


@register.filter
def error_summary(form: BaseForm | str | None) -> list[ErrorLine]:
    """List a form's errors for the summary; a page without a form has none."""
    return list_errors(form) if isinstance(form, BaseForm) else []
