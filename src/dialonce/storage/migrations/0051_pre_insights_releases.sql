-- What the statistics publish: noisy cells, what they cost, and the reports that prove them anonymous. Written once, never changed.

-- One dataset of one period, released once: the same question gets the same answer.
CREATE TABLE insights.release (
  publisher_id uuid NOT NULL,
  dataset text NOT NULL,
  starts_on date NOT NULL,
  days integer NOT NULL CHECK (days > 0),
  bound integer NOT NULL CHECK (bound > 0),
  epsilon double precision NOT NULL CHECK (epsilon > 0),
  report_id uuid NOT NULL,
  released_at timestamptz NOT NULL,
  PRIMARY KEY (publisher_id, dataset, starts_on)
);

CREATE TABLE insights.released_cell (
  publisher_id uuid NOT NULL,
  dataset text NOT NULL,
  starts_on date NOT NULL,
  cell text[] NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (publisher_id, dataset, starts_on, cell)
);

-- The privacy budget of each day of a publisher's callers: every release takes its share of every day that it covers.
CREATE TABLE insights.spending (
  publisher_id uuid NOT NULL,
  day date NOT NULL,
  dataset text NOT NULL,
  epsilon double precision NOT NULL CHECK (epsilon > 0),
  PRIMARY KEY (publisher_id, day, dataset)
);

-- Attack reports on the datasets as they are defined (`cube` is the hash of the definition).
CREATE TABLE insights.attestation (
  report_id uuid PRIMARY KEY,
  cube text NOT NULL,
  made_at timestamptz NOT NULL,
  passed boolean NOT NULL,
  document text NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64)
);
CREATE INDEX attestation_by_cube ON insights.attestation (cube, made_at);
GRANT SELECT, INSERT ON insights.attestation TO dialonce_insights;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['release', 'released_cell', 'spending'] LOOP
    EXECUTE format('ALTER TABLE insights.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE insights.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON insights.%I TO dialonce_insights
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT ON insights.%I TO dialonce_insights', name);
  END LOOP;
END
$$;
