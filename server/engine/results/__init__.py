"""Results: rows turned into answers by functions compiled once per shape."""
