"""Everything that the author wrote, resolved together."""
