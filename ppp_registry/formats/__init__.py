"""Forms of dates and times where those of Django would mislead; one folder a language."""
