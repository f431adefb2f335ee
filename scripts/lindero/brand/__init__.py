"""How the business looks, on its site and on paper: colours, logo, fonts."""
