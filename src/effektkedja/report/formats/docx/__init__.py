"""A report as a Word document: in a template of Word, which decides how it looks, with what the report tells in it."""
