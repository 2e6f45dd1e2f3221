"""One step per change of the tables."""
