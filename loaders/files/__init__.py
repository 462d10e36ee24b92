"""Files: how rows are read from them and written to them."""
