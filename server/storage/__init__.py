"""Storage: tables generated from the data model and the databases that hold them."""
