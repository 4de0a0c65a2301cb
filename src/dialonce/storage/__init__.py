"""PostgreSQL: embedded server, pool, migrations, all SQL."""
