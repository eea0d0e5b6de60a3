"""WOPField: the offline desktop app for Water Operators' Partnerships."""
