"""What was found, put into words: one module for each format. Nothing here finds anything."""
