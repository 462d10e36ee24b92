"""RICH"""
from typing import Any
def rich_text_value(value: Any, field: str) -> tuple[Any, ...]:
    return (None,)*2
