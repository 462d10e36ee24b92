"""HTTP: what enters the server and what leaves it."""
