"""The checkers the data model generates: raw JSON values in, stored values or refusals out."""
