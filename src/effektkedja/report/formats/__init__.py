"""The formats that a report is written in. Each makes harmless what it shows, and shows nothing but the report."""
