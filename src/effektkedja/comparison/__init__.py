"""What differs between two versions of a plan, in the plan's own terms. Pure functions of two lists of chains."""
