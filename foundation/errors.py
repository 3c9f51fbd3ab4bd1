"""The errors of a form as lines for its summary, each leading to the control that can mend it."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField, MultiWidget


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One error: what to do, and where (empty when no control on the page can mend it)."""

    text: str
    href: str


def list_errors(form: BaseForm) -> list[ErrorLine]:
    """List what the form has to say, in the order of its fields, the form's own errors first."""
    lines = [ErrorLine(str(error), "") for error in form.non_field_errors()]
    for field in form:
        href = "" if field.is_hidden else f"#{_control_id(field)}"
        lines.extend(ErrorLine(str(error), href) for error in field.errors)
    return lines


def _control_id(field: BoundField) -> str:
    """Find the id of the first control of a field: an option, a date's box, or the field itself."""
    if isinstance(field.field.widget, MultiWidget):
        return f"{field.auto_id}_{getattr(field.field, 'box_in_error', 0)}"
    return field.id_for_label or f"{field.auto_id}_0"
