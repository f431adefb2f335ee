"""What an order costs, line by line."""
