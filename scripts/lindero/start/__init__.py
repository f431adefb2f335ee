"""A new project, from a few answers."""
