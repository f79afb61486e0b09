"""The CP-SAT model of every hard rule and the whole objective: neighbourhoods, and the seal on the roster that is published."""
