-- Editions of the privacy policy as they were published, and the policies of publishers above it. Nothing personal.

-- What was published stays as it was: nobody changes or deletes an edition, not even the owner by mistake (11-b).
CREATE TABLE core.policy_edition (
  version text PRIMARY KEY,
  effective_from date NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  document text NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64),
  published_at timestamptz NOT NULL
);

-- Supplements and own policies of publishers (2-i, 4-b). The newest revision of a name counts; one without a document takes
-- the layer away.
CREATE TABLE core.policy_overlay (
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  name text NOT NULL,
  revision integer NOT NULL CHECK (revision > 0),
  kind text NOT NULL CHECK (kind IN ('supplement', 'publisher')),
  document text,
  stored_at timestamptz NOT NULL,
  PRIMARY KEY (publisher_id, name, revision)
);

CREATE FUNCTION core.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  RAISE EXCEPTION '%: what was published stays as it is; publish a new version', TG_TABLE_NAME;
END
$$;

CREATE FUNCTION core.announce_policy() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_policy', TG_TABLE_NAME);
  RETURN NULL;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['policy_edition', 'policy_overlay'] LOOP
    EXECUTE format('ALTER TABLE core.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE core.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY directory ON core.%I TO dialonce_directory USING (true)', name);
    EXECUTE format('GRANT SELECT ON core.%I TO dialonce_directory', name);
    EXECUTE format(
      'CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON core.%I
         FOR EACH ROW EXECUTE FUNCTION core.refuse_change()', name);
    EXECUTE format(
      'CREATE TRIGGER announce AFTER INSERT ON core.%I
         FOR EACH STATEMENT EXECUTE FUNCTION core.announce_policy()', name);
  END LOOP;
END
$$;

GRANT INSERT ON core.policy_edition TO dialonce_directory;
CREATE POLICY tenant ON core.policy_overlay TO dialonce_service
  USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]));
GRANT SELECT, INSERT ON core.policy_overlay TO dialonce_service;
