-- The silo by the week, under a pseudonym for each week and event: no two rows lead to one another (2-f, 3.1-i, 3.1-j).
-- What was kept under lasting pseudonyms goes: its weeks could be matched with somebody's calls.

DROP TABLE ads.event;
CREATE TABLE ads.seen (
  publisher_id uuid NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 16),
  week date NOT NULL CHECK (extract(isodow FROM week) = 1),
  event text NOT NULL,
  PRIMARY KEY (publisher_id, digest)
);
CREATE INDEX seen_by_week ON ads.seen (publisher_id, week);
ALTER TABLE ads.seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE ads.seen FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ads.seen TO dialonce_ads
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT, DELETE ON ads.seen TO dialonce_ads;
