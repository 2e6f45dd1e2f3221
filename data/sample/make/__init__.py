"""Makes the synthetic sample data: seeded, calibrated to published figures, with planted truths."""
