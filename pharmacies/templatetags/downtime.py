"""What the counter's pages tell about an outage, wherever they are included."""

from django import template

from programmes.controls import hours_to_enter_late

register = template.Library()

register.simple_tag(hours_to_enter_late)
