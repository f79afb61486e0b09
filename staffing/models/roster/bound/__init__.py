"""The bound on its way up: subgradient ascent, cases of spread ranges, floors proven out of reach, what a change would be worth."""
