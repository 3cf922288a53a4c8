"""Where messages of the application go."""

import pytest
from flask import Flask


@pytest.mark.framework("flask")
def test_the_application_has_a_logger(caplog):
    """`app.logger` has the application's name and, without being set up, leaves out `info`."""
    app = Flask("shop")

    @app.get("/")
    def show():
        app.logger.info("Asked")
        app.logger.warning("Nothing left")
        return {}

    app.test_client().get("/")
    messages = [(record.name, record.getMessage()) for record in caplog.records]
    assert messages == [("shop", "Nothing left")]
