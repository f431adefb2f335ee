"""What an author looks up: topics, references, problems, and what an editor knows."""
