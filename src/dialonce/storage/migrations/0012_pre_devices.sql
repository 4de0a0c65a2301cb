-- Installed SDKs, what their people agreed to, and where they were while they asked to be found.

-- A device's random id leads here through a keyed digest; hardware identifiers are checked and kept nowhere (4.1-e).
CREATE TABLE personal.device (
  subject_id uuid NOT NULL,
  device_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  registered_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, device_id)
);

-- Every answer is a row; the newest of a purpose and scope is the one that holds.
CREATE TABLE personal.consent (
  subject_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  purpose text NOT NULL,
  scope text,
  state text NOT NULL CHECK (state IN ('given', 'refused', 'withdrawn')),
  policy_version text NOT NULL,
  changed_at timestamptz NOT NULL,
  until timestamptz,
  sealed bytea,
  PRIMARY KEY (subject_id, consent_id)
);
CREATE INDEX consent_newest ON personal.consent (subject_id, purpose, scope, changed_at);

CREATE TABLE personal.location (
  subject_id uuid NOT NULL,
  location_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  application text NOT NULL,
  located_at timestamptz NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, location_id)
);
CREATE INDEX location_by_age ON personal.location (located_at);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['device', 'consent', 'location'] LOOP
    EXECUTE format('ALTER TABLE personal.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE personal.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON personal.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON personal.%I TO dialonce_service', name);
    EXECUTE format('GRANT INSERT ON personal.%I TO dialonce_ingest', name);
  END LOOP;
END
$$;
