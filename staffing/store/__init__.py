"""What must survive a reload or a restart: jobs and plan folders today; SQLite by default, another database by URL."""
