from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text, update

from staffing.store.database import ENVIRONMENT, StoreError, data_folder, home, locate, open_store
from staffing.store.schema import META


def test_locates_the_store_by_argument_environment_and_user_folder(tmp_path: Path) -> None:
    here = f"sqlite:///{tmp_path / 'staffing.db'}"
    assert locate(tmp_path, {}) == here
    assert locate(None, {ENVIRONMENT: str(tmp_path)}) == here
    assert locate(None, {"XDG_DATA_HOME": str(tmp_path)}) == f"sqlite:///{tmp_path / 'staffing' / 'staffing.db'}"
    assert locate("postgresql://u:secret@host/db", {}) == "postgresql://u:secret@host/db"
    assert data_folder({}) == Path.home() / ".local" / "share" / "staffing"


def test_an_unreadable_url_is_a_store_error() -> None:
    with pytest.raises(StoreError, match="not a database URL"):
        locate("://nonsense", {})


def test_files_live_beside_a_sqlite_database(tmp_path: Path) -> None:
    assert home(locate(tmp_path, {}), {}) == tmp_path
    assert home("postgresql://host/db", {"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "staffing"


def test_sqlite_runs_with_wal_and_waits_for_writers(tmp_path: Path) -> None:
    with open_store(tmp_path / "deep" / "store").connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    problems: list[Exception] = []

    def opening() -> None:
        try:
            open_store(tmp_path).dispose()
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=opening) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    engine = open_store(tmp_path)
    with engine.begin() as connection:
        connection.execute(update(META).where(META.c.key == "schema_version").values(value="99"))
    with pytest.raises(StoreError, match="schema 99"):
        open_store(tmp_path)


def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "staffing.db").write_text("not a database" * 100, "utf-8")
    with pytest.raises(StoreError, match=r"staffing\.db"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="file"):
        open_store(tmp_path / "file" / "store")


def test_a_password_never_shows_in_an_error() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+psycopg://u:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)
