"""The files of a run: which are named, what they import, and which of them form a chain."""
