"""The rules of a plan, one module each, and their pages in three languages."""
