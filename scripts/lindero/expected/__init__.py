"""What must stand on every surface, told by the rulebook alone, and how what stands there is read.

Nothing here knows a view, a template or the code that puts figures into words, so that a mistake of
theirs is no mistake of this side: shown figures are read into values, sentences are matched as the
patterns of clauses.
"""
