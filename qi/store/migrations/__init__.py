"""How the tables of the state store became what they are."""
