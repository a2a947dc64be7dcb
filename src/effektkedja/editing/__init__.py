"""Plan files written and changed: what a person has written stays as it is."""
