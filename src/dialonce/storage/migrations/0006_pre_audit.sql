-- The journal: append-only, hash-chained. The service role may call `audit.append` and read its tenants' entries; nothing else.
-- A chain is a lane. A transaction takes a lane that no other holds, so writers do not wait for each other, and holds it until
-- it commits, so the order in a lane is the order of commits.

CREATE TABLE audit.lane (
  lane smallint PRIMARY KEY,
  length bigint NOT NULL,
  head bytea NOT NULL CHECK (length(head) = 32)
);
INSERT INTO audit.lane SELECT lane, 0, decode(repeat('00', 32), 'hex') FROM generate_series(0, 15) AS lane;

-- `entry` is the canonical JSON that was hashed: hash = SHA-256(previous hash || entry). The other columns repeat what is in
-- it, for look-ups; verification compares them.
CREATE TABLE audit.entry (
  lane smallint NOT NULL,
  position bigint NOT NULL,
  publisher_id uuid NOT NULL,
  subject_id uuid,
  at timestamptz NOT NULL,
  entry text NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (lane, position)
);
CREATE INDEX entry_by_subject ON audit.entry (subject_id, at) WHERE subject_id IS NOT NULL;
CREATE INDEX entry_by_publisher ON audit.entry (publisher_id, at);

CREATE TABLE audit.checkpoint (
  checkpoint bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made_at timestamptz NOT NULL,
  document text NOT NULL,
  signature bytea NOT NULL
);

ALTER TABLE audit.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.entry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit.entry FOR SELECT TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT ON audit.entry TO dialonce_service;

CREATE FUNCTION audit.append(publishers uuid[], subjects uuid[], times timestamptz[], entries text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
  chain audit.lane;
  given record;
BEGIN
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
REVOKE ALL ON FUNCTION audit.append(uuid[], uuid[], timestamptz[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.append(uuid[], uuid[], timestamptz[], text[]) TO dialonce_service;
