"""The schema of our own data: a key that is misspelt in it stops everything."""
