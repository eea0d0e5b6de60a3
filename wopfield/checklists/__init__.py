"""Where checklists come from and go to."""
