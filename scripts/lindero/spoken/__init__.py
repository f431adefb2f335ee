"""Figures in people's own words: read, and compared with the rules that they speak of."""
