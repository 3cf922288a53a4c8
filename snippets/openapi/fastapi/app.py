from typing import Annotated

from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI(title="Shop", version="1.0")


class Item(BaseModel):
    name: Annotated[str, Field(min_length=1)]
    price: Annotated[float, Field(gt=0, description="In euros.")]


@app.put("/items/{item_id}")
def save_item(item_id: int, item: Item) -> Item:
    """Save an item."""
    return item
