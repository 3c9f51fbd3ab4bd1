"""The house's own rules, those that import contracts cannot see."""
