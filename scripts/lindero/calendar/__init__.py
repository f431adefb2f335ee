"""When something is due: business days, public holidays, deadlines."""
