"""Pages, and everything else that lies in the site."""
