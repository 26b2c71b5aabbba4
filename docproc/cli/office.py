"""The store that a command works on: from its options, else from the settings file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docproc.messages import current_language
from docproc.places import data_folder, load_places
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.database import patience_of
from docproc.workers.order import Order, engine_version


@contextmanager
def office_store(data: Path | None, at_the_desk: bool = True) -> Iterator[Store]:
    """The open store: in the folder `data` (SQLite), else where the settings say. Raises StoreFault.

    `at_the_desk`: a person waits for the answer.
    """
    places = load_places()
    url = None if data is not None else places.store.database
    patience = patience_of(load_settings(), at_the_desk)
    store = open_store(data or data_folder(places), url, patience=patience)
    try:
        yield store
    finally:
        store.close()


def order_for(store: Store, **choices: object) -> Order:
    """The order for workers of this store; `choices` are fields of Order."""
    return Order(
        data=store.data,
        url=store.url,
        settings=load_settings(),
        engine=engine_version(),
        language=current_language(),
        **choices,  # type: ignore[arg-type]
    )
