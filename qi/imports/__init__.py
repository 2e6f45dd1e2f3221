"""Exports from real systems to the canonical tables: read as text, map, validate, pseudonymise, publish a version.

Doors: ``look.look_at`` (a first look), ``mapping.read_mapping`` and ``parse_mapping``, ``run.import_file`` (dry run or
publish, with a progress callback), ``report`` (problems as data, text and CSV), ``history.receipts``.
"""
