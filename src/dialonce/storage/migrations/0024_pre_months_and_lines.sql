-- As before, but each hold is looked up by its subject in the month, whatever the planner thinks of the sizes: a month of
-- millions of rows is never read.
CREATE OR REPLACE FUNCTION personal.past_months(event_table text, before timestamptz)
RETURNS TABLE (name text, ended_at timestamptz, estimated_rows bigint, held boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  part record;
BEGIN
  IF event_table NOT IN ('call_step', 'interaction') THEN
    RAISE EXCEPTION '% has no months', event_table;
  END IF;
  FOR part IN
    SELECT child.relname, greatest(child.reltuples, 0)::bigint AS tuples,
           (pg_catalog.to_date(pg_catalog.right(child.relname, 6), 'YYYYMM') + interval '1 month') AT TIME ZONE 'UTC' AS month_end
      FROM pg_catalog.pg_inherits
      JOIN pg_catalog.pg_class AS child ON child.oid = inhrelid
      JOIN pg_catalog.pg_class AS parent ON parent.oid = inhparent
      JOIN pg_catalog.pg_namespace AS space ON space.oid = parent.relnamespace
     WHERE space.nspname = 'personal' AND parent.relname = event_table
     ORDER BY child.relname
  LOOP
    CONTINUE WHEN part.month_end > past_months.before;
    name := part.relname;
    ended_at := part.month_end;
    estimated_rows := part.tuples;
    EXECUTE pg_catalog.format(
      'SELECT EXISTS (
         SELECT FROM (SELECT * FROM personal.legal_hold WHERE until > pg_catalog.now() OFFSET 0) AS h,
                     LATERAL (SELECT FROM personal.%I AS p
                               WHERE p.subject_id = h.subject_id AND p.publisher_id = h.publisher_id LIMIT 1) AS theirs)', name)
      INTO held;
    RETURN NEXT;
  END LOOP;
END
$$;

-- A change of lines names the publishers whose lines changed, so that a process reads those again and no others.
CREATE FUNCTION core.announce_lines() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_directory', 'line:' || publisher_id)
     FROM (SELECT DISTINCT publisher_id FROM changed) AS whose;
  RETURN NULL;
END
$$;

DROP TRIGGER announce ON core.line;
CREATE TRIGGER announce_new AFTER INSERT ON core.line
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.announce_lines();
CREATE TRIGGER announce_changed AFTER UPDATE ON core.line
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.announce_lines();
CREATE TRIGGER announce_gone AFTER DELETE ON core.line
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.announce_lines();

-- `audit.checkpoints_before` took its place.
DROP FUNCTION IF EXISTS audit.newest_checkpoint();
