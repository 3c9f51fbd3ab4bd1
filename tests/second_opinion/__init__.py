"""A second implementation of the rulebook, written from the specification alone, and its comparison with the first."""
