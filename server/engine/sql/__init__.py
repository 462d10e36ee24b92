"""SQL: plans as statements, identifiers from the model and values always bound."""
