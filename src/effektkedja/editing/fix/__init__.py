"""Mending what has one right answer, in the text of a plan: one module a kind of fix (registry.py has them all).

What is left to people, and why:

- Values in another language than the file's are no finding (EK010 counts keys), and are right either way. Putting a
  whole file into one language is `fmt`'s work.
- Comments that silence nothing (EK011). Whether one is unused depends on the day, on the review and on which files were
  named; and its reason was written for people, who may want to keep it.
- A key that stands twice (EK003): each of the two may be the one that is meant.
- Keys and values in other capitals or without their dots (`malomraden`) are no finding.
"""
