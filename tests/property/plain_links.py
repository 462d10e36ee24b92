"""Links, e-mail addresses and phone numbers, one at a time: the slow, obvious reading of `data-api.md` 7.2-7.4."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from tests.property.plain_values import RefusedError, plain_text, refusal


def plain_url(raw: Any, path: str) -> str | None:
    """Parse a URL with a scheme, keep one without as typed, refuse what is neither."""
    text = plain_text(raw, path)
    if text is None:
        return None
    if re.match("https?://", text, re.IGNORECASE):
        return _parsed_url(text)
    if "://" in text or ("." not in text and text != "localhost"):
        raise RefusedError("The URL of the link is not valid", "INVALID_URL")
    return text


def _parsed_url(text: str) -> str:
    parts = urlsplit(text)
    scheme, host = parts.scheme.lower(), str(parts.hostname).encode("idna").decode()
    port = "" if parts.port in (None, {"http": 80, "https": 443}[scheme]) else f":{parts.port}"
    path = parts.path.replace(" ", "%20") or "/"
    query = f"?{parts.query}" if parts.query else ""
    return f"{scheme}://{host}{port}{path}{query}".removesuffix("/")


def plain_email(raw: Any, path: str) -> str | None:
    """Check an e-mail address and lower its case; blanks around it are refused."""
    if raw is None or raw == "":
        return None
    local, label = "[A-Za-z0-9_+-]+([.][A-Za-z0-9_+-]+)*", "[A-Za-z0-9]+(-+[A-Za-z0-9]+)*"
    if not isinstance(raw, str) or not re.fullmatch(f"{local}@({label}[.])+[A-Za-z]{{2,}}", raw):
        raise refusal("Invalid string value ", raw, f' for email field "{path}"')
    return raw.lower()


def plain_phone(number: str | None, country: str | None, calling: str | None) -> tuple[str | None, str | None, str | None]:
    """Return the national number, country code and calling code of a phone; missing codes are inferred."""
    if country and country not in phonenumbers.SUPPORTED_REGIONS:
        raise RefusedError(f"Invalid country code {country}", "INVALID_PHONE_COUNTRY_CODE")
    if calling and calling not in {f"+{code}" for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}:
        raise RefusedError(f"Invalid calling code {calling}", "INVALID_PHONE_CALLING_CODE")
    if country and calling and calling != f"+{phonenumbers.country_code_for_region(country)}":
        raise RefusedError(
            "Provided country code and calling code are conflicting", "CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE"
        )
    if not number:
        return None, country or None, calling or None
    full = calling + number if calling and not country and not number.startswith("+") else number
    try:
        parsed = phonenumbers.parse(full, country or None)
    except phonenumbers.NumberParseException:
        raise RefusedError(f"Provided phone number is invalid {number}", "INVALID_PHONE_NUMBER") from None
    inferred = phonenumbers.region_code_for_number(parsed)
    if country and country != inferred:
        raise RefusedError("Provided and inferred country code are conflicting", "CONFLICTING_PHONE_COUNTRY_CODE")
    if calling and calling != f"+{parsed.country_code}":
        raise RefusedError("Provided and inferred calling code are conflicting", "CONFLICTING_PHONE_CALLING_CODE")
    return phonenumbers.national_significant_number(parsed), inferred, f"+{parsed.country_code}"
