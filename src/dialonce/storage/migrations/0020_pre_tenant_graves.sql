-- Erasures and holds are a tenant's own; keys know their age; the journal takes a tenant's entries from that tenant alone.

-- A publisher that learned another tenant's pseudonym can neither bury nor hold anybody there: the key has both parts.
ALTER TABLE personal.tombstone DROP CONSTRAINT tombstone_pkey, ADD PRIMARY KEY (subject_id, publisher_id);
ALTER TABLE personal.legal_hold DROP CONSTRAINT legal_hold_pkey, ADD PRIMARY KEY (subject_id, publisher_id);
ALTER TABLE vault.tombstone DROP CONSTRAINT tombstone_pkey, ADD PRIMARY KEY (subject_id, publisher_id);

-- A key is committed before the rows it seals: one that stayed alone for a day was left by a crash, and goes.
ALTER TABLE vault.subject_key ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX subject_key_by_age ON vault.subject_key USING brin (created_at);

-- As before, but a hold counts for its own tenant alone, and only until it ends.
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
      'SELECT EXISTS (SELECT FROM personal.legal_hold AS h JOIN personal.%I USING (subject_id, publisher_id)
                       WHERE h.until > pg_catalog.now())', name)
      INTO held;
    RETURN NEXT;
  END LOOP;
END
$$;

-- As before, but no tenant's journal takes an entry from a transaction that is not in its scope. The nil publisher stands
-- for the installation itself.
CREATE OR REPLACE FUNCTION audit.append(publishers uuid[], subjects uuid[], times timestamptz[], entries text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  chain audit.lane;
  given record;
BEGIN
  IF NOT publishers <@ (core.tenants() || '00000000-0000-0000-0000-000000000000'::uuid) THEN
    RAISE EXCEPTION 'a journal entry belongs to a publisher that is not in the scope' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO chain FROM audit.lane ORDER BY lane FOR UPDATE SKIP LOCKED LIMIT 1;
  IF NOT FOUND THEN
    SELECT * INTO chain FROM audit.lane WHERE lane = pg_catalog.pg_backend_pid() % 16 FOR UPDATE;
  END IF;
  FOR given IN SELECT * FROM unnest(publishers, subjects, times, entries) AS g (publisher_id, subject_id, at, entry) LOOP
    chain.length := chain.length + 1;
    chain.head := pg_catalog.sha256(chain.head || pg_catalog.convert_to(given.entry, 'UTF8'));
    INSERT INTO audit.entry (lane, position, publisher_id, subject_id, at, entry, hash)
    VALUES (chain.lane, chain.length, given.publisher_id, given.subject_id, given.at, given.entry, chain.head);
  END LOOP;
  UPDATE audit.lane SET length = chain.length, head = chain.head WHERE lane = chain.lane;
END
$$;
