"""The nouns: frozen, valid from birth; no files, no solver, no web."""
