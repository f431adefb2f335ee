"""Files in; plain data and the place of every key and value out."""
