"""Remote: a server that speaks Twenty's API, asked over HTTP."""
