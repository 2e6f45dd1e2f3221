"""Exports from real systems to the canonical tables: read as text, map, validate, pseudonymise, publish a version."""
