"""What the API documentation says of a route."""

import pytest
from fastapi import FastAPI


@pytest.mark.framework("fastapi")
def test_the_decorator_describes_the_route():
    """Tags and summary come from the decorator, the description from the docstring."""
    app = FastAPI()

    @app.get("/notes", tags=["notes"], summary="List notes")
    def list_notes() -> list[str]:
        """The newest first."""
        return ["Buy milk"]

    @app.get("/health", include_in_schema=False)
    def health() -> None: ...

    paths = app.openapi()["paths"]
    shown = [paths["/notes"]["get"][name] for name in ["tags", "summary", "description"]]
    assert shown == [["notes"], "List notes", "The newest first."]
    assert "/health" not in paths
