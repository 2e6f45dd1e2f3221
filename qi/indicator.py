"""What one indicator is: a record from which its numbers, page, filters, documentation and tests follow."""
