-- Campaigns of publishers, and to whom each went. A message waits as ids alone: number and consent are read when it is sent.

CREATE TABLE core.campaign (
  campaign_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  purpose text NOT NULL CHECK (purpose IN ('product-information', 'promotion', 'survey', 'marketing')),
  locale text NOT NULL,
  words text NOT NULL,
  stop_address text NOT NULL,
  created_at timestamptz NOT NULL
);
ALTER TABLE core.campaign ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.campaign FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.campaign TO dialonce_service USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT ON core.campaign TO dialonce_service;

CREATE TABLE personal.campaign_message (
  subject_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  queued_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'refused')),
  settled_at timestamptz,
  PRIMARY KEY (subject_id, campaign_id)
);
CREATE INDEX campaign_message_by_age ON personal.campaign_message (queued_at);
ALTER TABLE personal.campaign_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal.campaign_message FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON personal.campaign_message TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON personal.campaign_message TO dialonce_service;
GRANT INSERT ON personal.campaign_message TO dialonce_ingest;
