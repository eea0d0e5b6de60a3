"""An invented partnership, and the round that a peer review makes."""
