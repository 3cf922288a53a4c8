from typing import Annotated

from apiflask import APIFlask
from pydantic import BaseModel, Field

app = APIFlask(__name__, title="Shop", version="1.0")


class Item(BaseModel):
    name: Annotated[str, Field(min_length=1)]
    price: Annotated[float, Field(gt=0, description="In euros.")]


@app.put("/items/<int:item_id>")
@app.input(Item)
@app.output(Item)
def save_item(item_id, json_data):
    """Save an item."""
    return json_data
