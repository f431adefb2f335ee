"""What was probably meant by something that is no figure."""
