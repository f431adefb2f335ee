"""What an author may write, section by section."""
