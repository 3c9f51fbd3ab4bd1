"""Sets the registry up on a bare machine, and runs it and its own servers; the standard library alone."""
