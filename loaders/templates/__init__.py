"""Templates: files that show what an import of an object takes, with rows that go in as they stand."""
