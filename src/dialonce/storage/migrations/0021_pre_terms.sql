-- Every term of the catalogue is swept: rows by the column their term counts from, a publisher's own with its contract, the
-- journal behind a signed checkpoint; what is past active use rests in a restricted archive.

-- The contract with a publisher ended: its terms count from here.
ALTER TABLE core.publisher ADD COLUMN ended_at timestamptz;

-- Which rows the program may delete for good, by which column, and how old they must be whatever it says: SQL of its own gets
-- no further. The owner writes the rules down from the catalogue, whenever the installation is brought up to date.
CREATE TABLE core.sweep_rule (
  dataset text PRIMARY KEY,
  start text NOT NULL,
  at_least interval NOT NULL CHECK (at_least > interval '0')
);

-- The condition under which rows of a dataset go: past the term, and nobody's whom a legal hold keeps. NULL without a rule.
CREATE FUNCTION core.sweep_condition(wanted text, before timestamptz) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = ''
AS $$
DECLARE
  rule core.sweep_rule;
  found_table regclass := pg_catalog.to_regclass(wanted);
  condition text;
BEGIN
  SELECT * INTO rule FROM core.sweep_rule WHERE dataset = wanted;
  IF rule.dataset IS NULL OR found_table IS NULL THEN
    RETURN NULL;
  END IF;
  condition := pg_catalog.format(
    '%s AS old WHERE old.%I < %L', found_table, rule.start,
    least(before, (pg_catalog.now() AT TIME ZONE 'UTC' - rule.at_least) AT TIME ZONE 'UTC'));
  IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = found_table AND attname = 'subject_id' AND NOT attisdropped) THEN
    condition := condition || ' AND NOT EXISTS (SELECT FROM personal.legal_hold AS h WHERE h.subject_id = old.subject_id
                                                  AND h.publisher_id = old.publisher_id AND h.until > pg_catalog.now())';
  END IF;
  RETURN condition;
END
$$;

CREATE FUNCTION core.overdue(wanted text, before timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  condition text := core.sweep_condition(wanted, before);
  rows bigint := 0;
BEGIN
  IF condition IS NOT NULL THEN
    EXECUTE 'SELECT count(*) FROM ' || condition INTO rows;
  END IF;
  RETURN rows;
END
$$;

-- Rows that belong to those that go, go first.
CREATE FUNCTION core.sweep(wanted text, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  condition text := core.sweep_condition(wanted, before);
  child record;
  rows bigint := 0;
BEGIN
  IF condition IS NOT NULL THEN
    FOR child IN
      SELECT f.conrelid::regclass AS name, its.attname AS refers, theirs.attname AS referred
        FROM pg_catalog.pg_constraint AS f
        JOIN pg_catalog.pg_attribute AS its ON its.attrelid = f.conrelid AND its.attnum = f.conkey[1]
        JOIN pg_catalog.pg_attribute AS theirs ON theirs.attrelid = f.confrelid AND theirs.attnum = f.confkey[1]
       WHERE f.contype = 'f' AND f.confdeltype = 'a' AND f.confrelid = pg_catalog.to_regclass(wanted)
    LOOP
      EXECUTE pg_catalog.format(
        'DELETE FROM %s AS child WHERE child.%I IN (SELECT old.%I FROM %s)', child.name, child.refers, child.referred, condition);
    END LOOP;
    EXECUTE 'DELETE FROM ' || condition;
    GET DIAGNOSTICS rows = ROW_COUNT;
  END IF;
  RETURN rows;
END
$$;

-- Publishers whose contract ended before a moment, and long enough ago whatever is said.
CREATE FUNCTION core.ended_publishers(before timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT publisher_id FROM core.publisher
   WHERE ended_at < least(before, (pg_catalog.now() AT TIME ZONE 'UTC' - interval '60 months') AT TIME ZONE 'UTC')
   ORDER BY publisher_id
$$;

-- Deletes everything that an ended publisher set up, what refers to others first; how many rows. Personal rows have terms of
-- their own: while one stands, the publisher stays.
CREATE FUNCTION core.remove_publisher(wanted uuid, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  part record;
  people boolean;
  rows bigint;
  total bigint := 0;
BEGIN
  IF wanted NOT IN (SELECT core.ended_publishers(before)) THEN
    RETURN 0;
  END IF;
  FOR part IN
    SELECT n.nspname, c.relname
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname IN ('personal', 'intermediate')
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'publisher_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.%I WHERE publisher_id = $1)', part.nspname, part.relname)
      INTO people USING wanted;
    IF people THEN
      RETURN 0;
    END IF;
  END LOOP;
  FOR part IN
    WITH RECURSIVE held AS (
      SELECT c.oid, n.nspname, c.relname
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname IN ('core', 'insights', 'ads')
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'publisher_id' AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    ), depth AS (
      SELECT oid, 0 AS level FROM held
      UNION
      SELECT f.conrelid, depth.level + 1
        FROM pg_catalog.pg_constraint AS f JOIN depth ON f.confrelid = depth.oid
       WHERE f.contype = 'f' AND f.conrelid <> f.confrelid AND depth.level < 16
    )
    SELECT held.nspname, held.relname FROM held JOIN depth USING (oid)
     GROUP BY held.nspname, held.relname ORDER BY max(depth.level) DESC, held.relname
  LOOP
    EXECUTE pg_catalog.format('DELETE FROM %I.%I WHERE publisher_id = $1', part.nspname, part.relname) USING wanted;
    GET DIAGNOSTICS rows = ROW_COUNT;
    total := total + rows;
  END LOOP;
  RETURN total;
END
$$;

REVOKE ALL ON FUNCTION core.sweep_condition(text, timestamptz), core.overdue(text, timestamptz),
  core.sweep(text, timestamptz), core.ended_publishers(timestamptz), core.remove_publisher(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.overdue(text, timestamptz), core.sweep(text, timestamptz), core.ended_publishers(timestamptz),
  core.remove_publisher(uuid, timestamptz) TO dialonce_service;

-- An edition of the policy stays; a publisher's layers go with the publisher, by the function above alone.
DROP TRIGGER stays ON core.policy_overlay;
CREATE TRIGGER stays BEFORE UPDATE ON core.policy_overlay FOR EACH ROW EXECUTE FUNCTION core.refuse_change();

-- Intermediate archive: past active use and before the end of the term. The program puts rows in and cannot read them; the
-- archivist reads its tenants' rows, for the data-protection officer alone. Each row is sealed under the publisher's own
-- archive key.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dialonce_archivist') THEN
    CREATE ROLE dialonce_archivist LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END
$$;
CREATE SCHEMA intermediate;
CREATE TABLE intermediate.record (
  subject_id uuid NOT NULL,
  record_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  dataset text NOT NULL,
  started_at timestamptz NOT NULL,
  moved_at timestamptz NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (subject_id, dataset, record_id)
);
CREATE INDEX record_by_publisher ON intermediate.record (publisher_id, started_at);
ALTER TABLE intermediate.record ENABLE ROW LEVEL SECURITY;
ALTER TABLE intermediate.record FORCE ROW LEVEL SECURITY;
CREATE POLICY put_in ON intermediate.record FOR INSERT TO dialonce_service
  WITH CHECK (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
CREATE POLICY tenant ON intermediate.record FOR SELECT TO dialonce_archivist
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT USAGE ON SCHEMA intermediate TO dialonce_service, dialonce_archivist;
GRANT INSERT ON intermediate.record TO dialonce_service;
GRANT SELECT ON intermediate.record TO dialonce_archivist;
GRANT USAGE ON SCHEMA core TO dialonce_archivist;
GRANT EXECUTE ON FUNCTION core.tenants() TO dialonce_archivist;

ALTER TABLE vault.publisher_key DROP CONSTRAINT publisher_key_purpose_check,
  ADD CONSTRAINT publisher_key_purpose_check CHECK (purpose IN ('wrap', 'index', 'archive'));

-- The journal's entries past active use are the auditor's alone; the chain stays where it is.
DROP POLICY tenant ON audit.entry;
CREATE POLICY tenant ON audit.entry FOR SELECT TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[])
         AND at >= (pg_catalog.now() AT TIME ZONE 'UTC' - interval '12 months') AT TIME ZONE 'UTC');

-- The newest checkpoints of before a moment, newest first: whoever signs the next passes over one that somebody forged.
CREATE FUNCTION audit.checkpoints_before(moment timestamptz, most integer) RETURNS SETOF audit.checkpoint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT * FROM audit.checkpoint WHERE made_at < moment ORDER BY checkpoint DESC LIMIT most $$;

-- How many entries of so much of the journal may go; 0 while one is younger than its term, or about somebody whom a legal
-- hold keeps.
CREATE FUNCTION audit.trimmable(lanes smallint[], lengths bigint[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT CASE
           WHEN bool_or(h.subject_id IS NOT NULL
                        OR e.at >= (pg_catalog.now() AT TIME ZONE 'UTC' - interval '36 months') AT TIME ZONE 'UTC') THEN 0
           ELSE count(*)
         END
    FROM unnest(lanes, lengths) AS given (lane, length)
    JOIN audit.entry AS e ON e.lane = given.lane AND e.position <= given.length
    LEFT JOIN personal.legal_hold AS h
      ON h.subject_id = e.subject_id AND h.publisher_id = e.publisher_id AND h.until > pg_catalog.now()
$$;

-- Deletes what a signed checkpoint now stands for, with the checkpoints up to a moment; how many entries.
CREATE FUNCTION audit.trim(lanes smallint[], lengths bigint[], up_to timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  rows bigint;
BEGIN
  IF audit.trimmable(lanes, lengths) = 0 THEN
    RETURN 0;
  END IF;
  DELETE FROM audit.entry AS e USING unnest(lanes, lengths) AS given (lane, length)
   WHERE e.lane = given.lane AND e.position <= given.length;
  GET DIAGNOSTICS rows = ROW_COUNT;
  DELETE FROM audit.checkpoint
   WHERE made_at <= up_to AND made_at < (pg_catalog.now() AT TIME ZONE 'UTC' - interval '36 months') AT TIME ZONE 'UTC';
  RETURN rows;
END
$$;

REVOKE ALL ON FUNCTION audit.checkpoints_before(timestamptz, integer), audit.trimmable(smallint[], bigint[]),
  audit.trim(smallint[], bigint[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.checkpoints_before(timestamptz, integer), audit.trimmable(smallint[], bigint[]),
  audit.trim(smallint[], bigint[], timestamptz) TO dialonce_service;
