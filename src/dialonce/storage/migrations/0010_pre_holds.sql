-- Legal holds, months that go whole, the journal's auditor, exceptional access.

-- While a hold runs nothing of its subject is swept or erased.
CREATE TABLE personal.legal_hold (
  subject_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  placed_at timestamptz NOT NULL,
  until timestamptz NOT NULL CHECK (until > placed_at)
);
ALTER TABLE personal.legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.legal_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON personal.legal_hold TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON personal.legal_hold TO dialonce_service;

-- Operator staff look at a tenant's data only inside one of these: reason, end, and a row that the publisher sees (2-l).
CREATE TABLE core.break_glass (
  break_glass_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  staff text NOT NULL,
  reason text NOT NULL CHECK (length(reason) >= 10),
  opened_at timestamptz NOT NULL,
  until timestamptz NOT NULL CHECK (until > opened_at AND until <= opened_at + interval '4 hours')
);
CREATE INDEX break_glass_by_publisher ON core.break_glass (publisher_id, opened_at);
ALTER TABLE core.break_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.break_glass FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.break_glass TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT ON core.break_glass TO dialonce_service;

-- Months of an event table that ended before a moment, with the number of rows that the planner knows of, and whether a
-- held subject has rows in it.
CREATE FUNCTION personal.past_months(event_table text, before timestamptz)
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
      'SELECT EXISTS (SELECT FROM personal.legal_hold AS h JOIN personal.%I USING (subject_id) WHERE h.until > $1)', name)
      INTO held USING past_months.before;
    RETURN NEXT;
  END LOOP;
END
$$;

-- Drops the months that ended before a moment and hold nobody's held rows; their names. What is not over stays whatever is said.
CREATE FUNCTION personal.drop_months(event_table text, before timestamptz) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  part record;
BEGIN
  LOCK TABLE personal.legal_hold IN SHARE MODE;
  FOR part IN SELECT past.name FROM personal.past_months(event_table, least(before, pg_catalog.now())) AS past WHERE NOT past.held LOOP
    EXECUTE pg_catalog.format('DROP TABLE personal.%I', part.name);
    RETURN NEXT part.name;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION personal.past_months(text, timestamptz), personal.drop_months(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION personal.past_months(text, timestamptz), personal.drop_months(text, timestamptz) TO dialonce_service;

-- The auditor reads every lane of the journal and changes nothing.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dialonce_auditor') THEN
    CREATE ROLE dialonce_auditor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END
$$;
GRANT USAGE ON SCHEMA audit TO dialonce_auditor;
CREATE POLICY auditor ON audit.entry FOR SELECT TO dialonce_auditor USING (true);
GRANT SELECT ON audit.entry, audit.lane, audit.checkpoint TO dialonce_auditor;

-- What a checkpoint signs: how long each lane is and where its chain ends. Names nobody.
CREATE FUNCTION audit.heads() RETURNS SETOF audit.lane
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT lane, length, head FROM audit.lane ORDER BY lane $$;

CREATE FUNCTION audit.newest_checkpoint() RETURNS SETOF audit.checkpoint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT * FROM audit.checkpoint ORDER BY checkpoint DESC LIMIT 1 $$;

CREATE FUNCTION audit.add_checkpoint(made_at timestamptz, document text, signature bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$ INSERT INTO audit.checkpoint (made_at, document, signature) VALUES (made_at, document, signature) $$;

REVOKE ALL ON FUNCTION audit.heads(), audit.newest_checkpoint(), audit.add_checkpoint(timestamptz, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.heads(), audit.newest_checkpoint(), audit.add_checkpoint(timestamptz, text, bytea)
  TO dialonce_service;

-- While the root key changes, the next one rests here wrapped by the one before it; then the row goes.
GRANT DELETE ON vault.secret, vault.publisher_key TO dialonce_vault;
