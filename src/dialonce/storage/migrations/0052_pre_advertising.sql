-- The advertising-ID silo: its own schema, role and keys. Days, never moments; nothing that any other table holds (3.1-h, 3.1-i, 3.1-j).

-- `digest` is keyed per publisher with a key of the silo's own; an identifier that the phone's system made anew is another one.
CREATE TABLE ads.event (
  publisher_id uuid NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 16),
  day date NOT NULL,
  event text NOT NULL,
  count integer NOT NULL CHECK (count > 0),
  PRIMARY KEY (publisher_id, digest, day, event)
);
CREATE INDEX event_by_day ON ads.event (publisher_id, day);
ALTER TABLE ads.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE ads.event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ads.event TO dialonce_ads
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON ads.event TO dialonce_ads;

-- The only way from a person to their advertising identifier: a row that they asked for and that they can take away.
CREATE TABLE personal.advertising_link (
  subject_id uuid NOT NULL,
  link_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  linked_at timestamptz NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, link_id)
);
ALTER TABLE personal.advertising_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.advertising_link FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON personal.advertising_link TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON personal.advertising_link TO dialonce_service;
GRANT INSERT ON personal.advertising_link TO dialonce_ingest;
