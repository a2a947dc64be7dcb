"""The chain: what leads to what, and how far each thread reaches."""
