"""Rules about rules: what the author wrote must hold together."""
