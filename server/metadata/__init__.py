"""The metadata API: the data model as objects, fields, relations and indexes."""
