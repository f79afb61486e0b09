"""Why there can be no roster: agents without a legal tour and the smallest clashing rules, floors too few people can hold."""
