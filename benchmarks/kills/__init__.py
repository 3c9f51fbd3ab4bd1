"""The database killed under load: what was acknowledged must be there, once, and nobody is told yes meanwhile."""
