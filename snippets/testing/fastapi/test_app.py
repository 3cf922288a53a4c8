import pytest
from fastapi.testclient import TestClient

from app import app, tip_rate


@pytest.fixture
def client():
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_shares_a_bill(client):
    response = client.get("/bills/80/4")
    assert response.status_code == 200
    assert response.json() == {"each": 25}


def test_without_a_tip(client):
    app.dependency_overrides[tip_rate] = lambda: 0
    assert client.get("/bills/80/4").json() == {"each": 20}


def test_lunch_leads_to_a_bill(client):
    assert client.get("/lunch", follow_redirects=False).status_code == 307
    assert client.get("/lunch").json() == {"each": 25}


def test_nobody_pays(client):
    with pytest.raises(ZeroDivisionError):
        client.get("/bills/80/0")


def test_nobody_pays_in_production():
    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/bills/80/0").status_code == 500
