"""A request, in order: documents, variables, selections, arguments, plans, statements, operations, results."""
