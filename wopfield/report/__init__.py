"""A summary on paper."""
