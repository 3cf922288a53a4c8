"""How an extension is attached to an application."""

import pytest
from flask import Flask
from flask_caching import Cache


@pytest.mark.framework("flask")
def test_init_app_reads_the_configuration():
    """`init_app` attaches an extension, which reads `app.config` and enters `app.extensions`."""
    cache = Cache()

    def create_app():
        app = Flask(__name__)
        app.config["CACHE_TYPE"] = "SimpleCache"
        cache.init_app(app)
        return app

    app = create_app()
    with app.app_context():
        cache.set("greeting", "Hello")
        assert cache.get("greeting") == "Hello"
    assert "cache" in app.extensions
