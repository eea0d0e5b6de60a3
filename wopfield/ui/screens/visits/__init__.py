"""The visits of a partnership, and one visit with its days, team and sites."""
