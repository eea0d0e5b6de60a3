"""One partnership at a glance."""
