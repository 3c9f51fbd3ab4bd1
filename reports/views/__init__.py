"""The pages of the authority's window."""
