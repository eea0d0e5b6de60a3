"""What is kept: one encrypted database a workspace."""
