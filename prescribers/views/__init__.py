"""The pages of the prescriber's desk, one module a part of the work."""
