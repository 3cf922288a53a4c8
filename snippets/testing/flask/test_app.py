import pytest

from app import app


@pytest.fixture
def client():
    app.config["TESTING"] = True
    return app.test_client()


def test_shares_a_bill(client):
    response = client.get("/bills/80/4")
    assert response.status_code == 200
    assert response.json == {"each": 25}


def test_without_a_tip(client, monkeypatch):
    monkeypatch.setattr("app.tip_rate", lambda: 0)
    assert client.get("/bills/80/4").json == {"each": 20}


def test_lunch_leads_to_a_bill(client):
    assert client.get("/lunch").status_code == 302
    assert client.get("/lunch", follow_redirects=True).json == {"each": 25}


def test_nobody_pays(client):
    with pytest.raises(ZeroDivisionError):
        client.get("/bills/80/0")


def test_nobody_pays_in_production(client):
    app.config["TESTING"] = False
    assert client.get("/bills/80/0").status_code == 500
