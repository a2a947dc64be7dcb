"""The list of a site's pages for search engines, after the protocol of sitemaps.org."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

_LONGEST = 2048
"""Characters that the protocol lets an address have, beside the names of our pages."""


class NoAddressError(ValueError):
    """A text is no address that a site can have."""


def site_address(text: str) -> str:
    """Give the address of a site's folder, with its slash. Raises NoAddressError for what can be none."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise NoAddressError(text) from None
    is_one = parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment)
    if not is_one or parts.username is not None or len(text) > _LONGEST or not _is_plain(text):
        raise NoAddressError(text)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path.rstrip('/'), safe='/%')}/"


def _is_plain(text: str) -> bool:
    return text.isprintable() and not any(character in " \"'<>\\^`{|}" for character in text)


def render_sitemap(pages: Iterable[str], address: str | None) -> str:
    """Give the map. Without the address of the site the pages are named as seen from the map itself."""
    locations = "".join(f"  <url><loc>{escape((address or '') + page)}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{locations}</urlset>\n"
    )
