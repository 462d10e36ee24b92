"""Planning: what a root field selects and its arguments, judged and put together to a plan."""
