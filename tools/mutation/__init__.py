"""Changes of our own code that make a page or a sheet say something wrong, and who notices."""
