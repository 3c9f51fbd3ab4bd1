"""The counter's pages, each view: parse, one call, present."""
