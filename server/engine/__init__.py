"""A request, in order: documents, planning, plans, sql, operations, results."""
