-- Breaches of security as each publisher documents them (GDPR 33(5)), told to the authority or not. Nothing about callers.

CREATE TABLE core.incident (
  incident_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  title text NOT NULL CHECK (title <> ''),
  known_at timestamptz NOT NULL,
  telecom boolean NOT NULL,
  assessment text NOT NULL,
  declared_at timestamptz NOT NULL CHECK (declared_at >= known_at),
  declared_by uuid NOT NULL,
  closed_at timestamptz
);
CREATE INDEX incident_by_publisher ON core.incident (publisher_id, known_at);

-- What was done, in the order in which it was written down. Nobody changes or deletes a step: that is the documentation.
CREATE TABLE core.incident_step (
  incident_id uuid NOT NULL REFERENCES core.incident,
  step integer NOT NULL CHECK (step > 0),
  publisher_id uuid NOT NULL,
  kind text NOT NULL,
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  staff uuid NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (incident_id, step)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['incident', 'incident_step'] LOOP
    EXECUTE format('ALTER TABLE core.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE core.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON core.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT ON core.%I TO dialonce_service', name);
  END LOOP;
END
$$;
GRANT UPDATE (title, telecom, assessment, closed_at) ON core.incident TO dialonce_service;
