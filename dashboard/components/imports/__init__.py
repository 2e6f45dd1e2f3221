"""The steps of the page Data, one module each."""
