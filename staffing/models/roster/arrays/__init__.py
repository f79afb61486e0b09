"""The plan, its people and its requirement as arrays: options, costs, automata of the week, cells, classes, limits of the law."""
