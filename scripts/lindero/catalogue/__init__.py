"""What rules there are, as data and its specifications."""
