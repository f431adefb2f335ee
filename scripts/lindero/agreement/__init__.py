"""Do the surfaces say what the rulebook says?"""
