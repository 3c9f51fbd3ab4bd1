"""One module for each place the registry runs in: local, test, production; base holds what they share."""
