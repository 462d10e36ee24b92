"""The Strawberry schema, generated from the data model, and the selection schema that record documents are judged by."""
