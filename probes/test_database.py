"""What a script does to use the application."""

import pytest
from flask import Flask, current_app, g


@pytest.mark.framework("flask")
def test_a_context_makes_current_app_work():
    """Inside `app.app_context()` a script uses `current_app` and `g`; outside they raise."""
    app = Flask(__name__)
    app.config["DATABASE"] = "shop.db"

    def get_database():
        if "database" not in g:
            g.database = current_app.config["DATABASE"]  # a real program connects here
        return g.database

    with app.app_context():
        assert get_database() == "shop.db"
    with pytest.raises(RuntimeError, match="Working outside of application context"):
        get_database()
