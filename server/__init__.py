"""Ferry's server: serves the data model over GraphQL."""
