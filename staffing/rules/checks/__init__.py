"""One file per kind of rule; each judges finished rosters on real timestamps."""
