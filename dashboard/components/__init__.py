"""What a page is composed of: page head, cards, the focus view and the parts of each page."""
