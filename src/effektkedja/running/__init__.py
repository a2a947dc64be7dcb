"""A run over many plans: divided into groups, checked side by side, and not at all where the answer is known."""
