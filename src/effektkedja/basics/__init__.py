"""What every other room stands on: places in a text, findings, languages."""
