-- Risks to people's data as each publisher judges them, each with somebody who answers for it and a day to look again (8-b).

CREATE TABLE core.risk (
  risk_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  title text NOT NULL CHECK (title <> ''),
  likelihood smallint NOT NULL CHECK (likelihood BETWEEN 1 AND 4),
  severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 4),
  measures text NOT NULL,
  owner uuid NOT NULL,
  noted_at timestamptz NOT NULL,
  review_by date NOT NULL,
  ended_at timestamptz
);
CREATE INDEX risk_by_publisher ON core.risk (publisher_id);
ALTER TABLE core.risk ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.risk FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.risk TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT ON core.risk TO dialonce_service;
GRANT UPDATE (likelihood, severity, measures, owner, review_by, ended_at) ON core.risk TO dialonce_service;
