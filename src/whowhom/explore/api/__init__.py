"""The REST interface under /api/v1: the same questions as the pages', as JSON, CSV or Arrow."""

from whowhom.explore.api.routes import router

__all__ = ["router"]
