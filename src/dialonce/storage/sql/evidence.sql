-- open_tables --
-- Tables with a tenant column that a role of ours can read without forced row-level security, or without a policy.
SELECT DISTINCT space.nspname || '.' || found.relname AS name
  FROM pg_catalog.pg_class AS found
  JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace
  JOIN pg_catalog.pg_attribute AS tenant ON tenant.attrelid = found.oid AND tenant.attname = 'publisher_id'
  JOIN pg_catalog.pg_roles AS role ON role.rolname = ANY (%(roles)s)
 WHERE space.nspname IN ('core', 'personal', 'vault', 'insights', 'ads', 'audit', 'intermediate')
   AND found.relkind IN ('r', 'p')
   AND pg_catalog.has_table_privilege(role.oid, found.oid, 'SELECT')
   AND NOT (found.relrowsecurity AND found.relforcerowsecurity
            AND EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = found.oid))
 ORDER BY 1

-- strong_roles --
-- Roles of ours that could do more than their part.
SELECT rolname AS name FROM pg_catalog.pg_roles
 WHERE rolname = ANY (%(roles)s) AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
 ORDER BY 1

-- reaching_roles --
-- Roles for statistics and advertising that can see into the schemas with people in them.
SELECT role.rolname || ' in ' || space.nspname AS name
  FROM pg_catalog.pg_roles AS role, pg_catalog.pg_namespace AS space
 WHERE role.rolname IN ('dialonce_insights', 'dialonce_ads') AND space.nspname IN ('personal', 'vault')
   AND pg_catalog.has_schema_privilege(role.oid, space.oid, 'USAGE')
 ORDER BY 1

-- writers --
-- Roles of ours that could change or delete what must stay in a table.
SELECT role.rolname AS name
  FROM pg_catalog.pg_roles AS role,
       pg_catalog.pg_class AS found JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace
 WHERE role.rolname = ANY (%(roles)s) AND space.nspname || '.' || found.relname = %(table)s
   AND pg_catalog.has_table_privilege(role.oid, found.oid, 'UPDATE, DELETE, TRUNCATE')
 ORDER BY 1

-- columns --
-- Every column of our schemas, with its type; partitions count as their parent.
SELECT space.nspname || '.' || found.relname AS dataset, attribute.attname AS name,
       pg_catalog.format_type(attribute.atttypid, NULL) AS type
  FROM pg_catalog.pg_class AS found
  JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace
  JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = found.oid
 WHERE space.nspname IN ('core', 'personal', 'vault', 'insights', 'ads', 'audit', 'intermediate')
   AND found.relkind IN ('r', 'p') AND NOT found.relispartition AND attribute.attnum > 0 AND NOT attribute.attisdropped
 ORDER BY 1, attribute.attnum

-- broken_links --
-- Journal entries of the last while whose hash does not follow from the entry before.
SELECT count(*)
  FROM (SELECT lane, position, entry, hash,
               lag(hash) OVER chain AS before, lag(position) OVER chain AS position_before
          FROM audit.entry WHERE at >= %(since)s WINDOW chain AS (PARTITION BY lane ORDER BY position)) AS link
 WHERE position = position_before + 1
   AND hash <> pg_catalog.sha256(before || pg_catalog.convert_to(entry, 'UTF8'))

-- readable_dead --
-- Erased subjects to whom a key or an identifier still leads, or whose rows have waited too long to go.
SELECT count(*) FROM vault.tombstone AS grave
 WHERE EXISTS (SELECT FROM vault.subject_key AS held WHERE held.subject_id = grave.subject_id)
    OR EXISTS (SELECT FROM vault.blind_index AS held WHERE held.subject_id = grave.subject_id)
    OR (grave.finished_at IS NULL AND grave.erased_at < %(overdue)s)

-- constraints --
-- What the database itself demands of the rows of a table.
SELECT pg_catalog.pg_get_constraintdef(checked.oid) AS name
  FROM pg_catalog.pg_constraint AS checked
  JOIN pg_catalog.pg_class AS found ON found.oid = checked.conrelid
  JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace
 WHERE checked.contype = 'c' AND space.nspname || '.' || found.relname = %(table)s

-- telling_settings --
-- Settings of the server under which its own log could hold values of rows or of parameters.
SELECT name FROM (VALUES
  ('log_statement', 'none'), ('log_error_verbosity', 'terse'), ('log_min_messages', 'log'), ('log_min_error_statement', 'panic'),
  ('log_parameter_max_length', '0'), ('log_parameter_max_length_on_error', '0')) AS wanted (name, value)
 WHERE lower(pg_catalog.current_setting(name)) <> value
 ORDER BY name

-- past_months --
-- Months of an event table that ended before a moment and hold nobody's held rows.
SELECT name FROM personal.past_months(%(table)s, %(before)s) WHERE NOT held

-- readers --
-- Roles of ours that can read a table.
SELECT role.rolname AS name
  FROM pg_catalog.pg_roles AS role,
       pg_catalog.pg_class AS found JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace
 WHERE role.rolname = ANY (%(roles)s) AND space.nspname || '.' || found.relname = %(table)s
   AND pg_catalog.has_schema_privilege(role.oid, space.oid, 'USAGE')
   AND pg_catalog.has_table_privilege(role.oid, found.oid, 'SELECT')
 ORDER BY 1

-- silo_reach --
-- Tables outside of the silo that its role could read.
SELECT space.nspname || '.' || found.relname AS name
  FROM pg_catalog.pg_class AS found JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace,
       pg_catalog.pg_roles AS role
 WHERE role.rolname = %(role)s AND space.nspname IN ('core', 'personal', 'vault', 'insights', 'audit', 'jobs')
   AND found.relkind IN ('r', 'p') AND pg_catalog.has_schema_privilege(role.oid, space.oid, 'USAGE')
   AND pg_catalog.has_table_privilege(role.oid, found.oid, 'SELECT')
 ORDER BY 1

-- overspent --
-- How many days have cost more than is promised. Asked through a function, since each publisher's rows are its own.
SELECT insights.overspent(%(limit)s)

-- unproven --
-- Whether anything is released that names no attack report which passed.
SELECT insights.unproven()

-- opt_outs --
-- How many fingerprints the suppression lists of the scope hold.
SELECT count(*) FROM vault.opt_out

-- updaters --
-- Roles of ours that could rewrite rows of a table; deleting them at the end of their term is another matter.
SELECT role.rolname AS name
  FROM pg_catalog.pg_roles AS role,
       pg_catalog.pg_class AS found JOIN pg_catalog.pg_namespace AS space ON space.oid = found.relnamespace
 WHERE role.rolname = ANY (%(roles)s) AND space.nspname || '.' || found.relname = %(table)s
   AND pg_catalog.has_table_privilege(role.oid, found.oid, 'UPDATE')
 ORDER BY 1
