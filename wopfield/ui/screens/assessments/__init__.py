"""The assessments of a partnership, and the form that starts one."""
