"""The explorer's pages: HTML made on the server, readable without scripts."""

from whowhom.explore.web.routes import router
from whowhom.explore.web.templating import trouble

__all__ = ["router", "trouble"]
