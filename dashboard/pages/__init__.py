"""One page per file, each a story without arithmetic."""
