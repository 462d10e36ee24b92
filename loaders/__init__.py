"""The loader: reads and writes files and speaks only the API of the server it is pointed at."""
