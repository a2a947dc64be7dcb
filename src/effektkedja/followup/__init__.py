"""The follow-up: reviews, the answers at them, what indicators tell. Pure functions of chain, review and day."""
