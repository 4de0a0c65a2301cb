-- The signed number sets of each solution. A version never changes; the last ones stay, so that devices can ask for
-- the difference from the one they have. Registered numbers only: nothing personal.

CREATE TABLE core.number_set (
  solution_id uuid NOT NULL REFERENCES core.solution,
  version bigint NOT NULL CHECK (version > 0),
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  bytes bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (solution_id, version)
);

ALTER TABLE core.number_set ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.number_set FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.number_set TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT, DELETE ON core.number_set TO dialonce_service;
