"""Home: where one stopped, what is on today, and what needs somebody."""
