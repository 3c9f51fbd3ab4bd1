"""British English: the clock of twenty-four hours, as in every other language of the registry."""

DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
