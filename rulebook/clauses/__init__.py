"""The clauses: one function a code, each saying of the facts whether it holds."""
