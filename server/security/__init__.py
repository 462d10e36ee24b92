"""Who is asking: API keys and principals."""
