-- The rights desk: requests and their steps, archives handed over, limits on use, wishes after death, profiles.

-- A request of a person, from any channel. `kind` is the right; `due_at` is empty while the clock stands still.
CREATE TABLE personal.rights_request (
  subject_id uuid NOT NULL,
  request_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('page', 'email', 'letter', 'phone', 'api')),
  state text NOT NULL CHECK (state IN ('open', 'suspended', 'erasing', 'granted', 'refused', 'withdrawn')),
  locale text NOT NULL,
  identity text NOT NULL CHECK (identity IN ('unchecked', 'asked', 'confirmed')),
  received_at timestamptz NOT NULL,
  due_at timestamptz,
  stopped_at timestamptz,
  stopped_days integer NOT NULL DEFAULT 0,
  extended_at timestamptz,
  closed_at timestamptz,
  outcome text NOT NULL DEFAULT '',
  sealed bytea,
  PRIMARY KEY (subject_id, request_id)
);
CREATE INDEX rights_request_by_publisher ON personal.rights_request (publisher_id, received_at);
CREATE INDEX rights_request_by_id ON personal.rights_request (request_id);

-- What was done with a request, step by step; never changed.
CREATE TABLE personal.rights_step (
  subject_id uuid NOT NULL,
  step_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  request_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, step_id)
);
CREATE INDEX rights_step_by_request ON personal.rights_step (request_id, at);

-- A copy of somebody's data that waits, sealed, for them to fetch it.
CREATE TABLE personal.archive (
  subject_id uuid NOT NULL,
  archive_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('access', 'portability')),
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  fetched_at timestamptz,
  sealed bytea,
  PRIMARY KEY (subject_id, archive_id)
);
CREATE INDEX archive_by_expiry ON personal.archive (expires_at);

-- Restrictions (GDPR 18) and objections (GDPR 21) in force or ended. Every process knows those that run.
CREATE TABLE personal.limitation (
  subject_id uuid NOT NULL,
  limitation_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('restriction', 'objection')),
  since timestamptz NOT NULL,
  ended_at timestamptz,
  reason text NOT NULL,
  PRIMARY KEY (subject_id, limitation_id)
);

-- What shall become of a person's data after death (loi 78-17, art. 85); a new wish takes the place of the one before.
CREATE TABLE personal.directive (
  subject_id uuid NOT NULL,
  directive_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id, directive_id)
);

CREATE TABLE personal.profile (
  subject_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  sealed bytea,
  PRIMARY KEY (subject_id)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['rights_request', 'rights_step', 'archive', 'limitation', 'directive', 'profile'] LOOP
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

-- Whose data may be kept and not used; pseudonyms only. Every process reads it when it starts and after each change.
CREATE FUNCTION personal.announce_limitation() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_limitation', coalesce(new.publisher_id, old.publisher_id)::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON personal.limitation
  FOR EACH ROW EXECUTE FUNCTION personal.announce_limitation();
