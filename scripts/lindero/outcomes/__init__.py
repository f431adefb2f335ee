"""What follows from all rules together: claims about points, and where no answer meets two."""
