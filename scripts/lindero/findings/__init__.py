"""What is wrong, where it stands, and how that is told."""
