"""The site inspections of a partnership, and the form that starts one."""
