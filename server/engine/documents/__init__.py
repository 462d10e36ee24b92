"""Documents: texts parsed and judged once, their variables, and what they select."""
