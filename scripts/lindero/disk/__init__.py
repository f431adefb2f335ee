"""Files and folders on disk: what is ours, and how it is replaced whole or not at all."""
