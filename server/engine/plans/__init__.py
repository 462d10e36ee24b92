"""Plans: frozen data that say what is read or written and how the answer is made; they know no SQL."""
