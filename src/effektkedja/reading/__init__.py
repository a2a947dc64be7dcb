"""From the bytes of one file to a tree of texts, each with its place."""
