"""The improvement plan of a partnership."""
