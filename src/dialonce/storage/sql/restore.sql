-- tombstones --
-- Every erasure that the vault knows of.
SELECT subject_id, publisher_id, erased_at FROM vault.tombstone ORDER BY erased_at, subject_id

-- entomb_keys --
-- Erasures of after the backup, done again: keys and ways to the subjects go; deleting the rows is left to finish.
WITH given AS (
  SELECT * FROM unnest(%(subject_ids)s::uuid[], %(publisher_ids)s::uuid[], %(times)s::timestamptz[])
           AS g (subject_id, publisher_id, erased_at)
), keys AS (
  DELETE FROM vault.subject_key USING given WHERE subject_key.subject_id = given.subject_id
), indexes AS (
  DELETE FROM vault.blind_index USING given WHERE blind_index.subject_id = given.subject_id
), links AS (
  DELETE FROM vault.link USING given WHERE link.subject_id = given.subject_id
)
INSERT INTO vault.tombstone (subject_id, publisher_id, erased_at)
SELECT subject_id, publisher_id, erased_at FROM given
ON CONFLICT (subject_id, publisher_id) DO UPDATE SET finished_at = NULL

-- entomb_rows --
-- From now on writers find the erasure.
INSERT INTO personal.tombstone (subject_id, publisher_id, erased_at)
SELECT * FROM unnest(%(subject_ids)s::uuid[], %(publisher_ids)s::uuid[], %(times)s::timestamptz[])
ON CONFLICT DO NOTHING

-- installed --
-- Whether this database holds an installation.
SELECT to_regnamespace('core') IS NOT NULL AS installed

-- data_tables --
-- How many tables a backup of the data holds; partitions count one by one.
SELECT count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname NOT IN ('vault', 'pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%%'
   AND (n.nspname, c.relname) <> ('core', 'scope_secret')

-- vault_tables --
-- The same of the vault.
SELECT count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname = 'vault'

-- has_vault --
SELECT to_regclass('vault.tombstone') IS NOT NULL AS present
