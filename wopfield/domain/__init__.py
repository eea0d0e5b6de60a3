"""What is known: pure Python."""
