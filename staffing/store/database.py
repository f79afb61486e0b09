"""Where the store is, and how it is opened: SQLite by default, another database by URL."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, OperationalError

from staffing.store.schema import META, METADATA, VERSION

ENVIRONMENT = "STAFFING_STORE"
FILE = "staffing.db"
BUSY_SECONDS = 10.0
"""How long a statement waits for another process's write."""


class StoreError(Exception):
    """The store cannot be used; the text says where it is and why."""


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The user's own folder for the program's data: ``$XDG_DATA_HOME/staffing``, else ``~/.local/share/staffing``."""
    base = environment.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "staffing"


def locate(store: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """The database URL of a store.

    ``store`` is a database URL, or a folder that holds (or will hold) ``staffing.db``; ``None`` = the environment variable
    ``STAFFING_STORE``, else :func:`data_folder`. Raises StoreError for a URL that cannot be read.
    """
    wish = str(store) if store is not None else environment.get(ENVIRONMENT) or str(data_folder(environment))
    if "://" in wish:
        try:
            return make_url(wish).render_as_string(hide_password=False)
        except ArgumentError as error:
            raise StoreError(f"{wish}: not a database URL") from error
    folder = Path(wish).expanduser().resolve()
    return URL.create("sqlite", database=str(folder / FILE)).render_as_string(hide_password=False)


def home(url: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for files that belong to a store: beside a SQLite database, else :func:`data_folder`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        return Path(parsed.database).resolve().parent
    return data_folder(environment)


def _pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={int(BUSY_SECONDS * 1000)}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def open_store(store: str | Path | None = None) -> Engine:
    """Open a store, making it where there is none. Safe to call from several processes at once.

    Raises StoreError where the folder cannot be written, the database cannot be reached, or its schema is of another version.
    """
    url = locate(store)
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            home(url).mkdir(parents=True, exist_ok=True)
            engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
            event.listen(engine, "connect", _pragmas)
        else:
            engine = create_engine(url, pool_pre_ping=True)
        _create(engine)
    except (OSError, DatabaseError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"{make_url(url).render_as_string(hide_password=True)}: {getattr(error, 'orig', None) or error}") from error
    return engine


def _create(engine: Engine) -> None:
    """Make what is missing; another process doing the same at the same moment only costs a second try."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            METADATA.create_all(engine)
            with engine.begin() as connection:
                found = connection.execute(select(META.c.value).where(META.c.key == "schema_version")).scalar_one_or_none()
                if found is None:
                    connection.execute(insert(META).values(key="schema_version", value=str(VERSION)))
            break
        except (OperationalError, IntegrityError) as error:
            passing = isinstance(error, IntegrityError) or any(word in str(error.orig) for word in ("locked", "busy", "already exists"))
            if not passing or time.monotonic() > until:
                raise
            time.sleep(0.05)
    if found is not None and found != str(VERSION):
        raise StoreError(f"{engine.url.render_as_string(hide_password=True)}: made by another version (schema {found}, expected {VERSION})")
