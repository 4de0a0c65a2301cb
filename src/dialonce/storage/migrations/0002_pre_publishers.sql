-- What publishers set up: solutions, credentials, lines, interfaces. Reference tables on a cluster.

CREATE TABLE core.publisher (
  publisher_id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  name text NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  sector text NOT NULL DEFAULT '',
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL
);

CREATE TABLE core.solution (
  solution_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ivr', 'sdk', 'tag', 'link')),
  allowed_origins text[] NOT NULL DEFAULT '{}',
  notice_channel text NOT NULL DEFAULT 'interface' CHECK (notice_channel IN ('interface', 'ivr', 'app')),
  notice_since timestamptz,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  UNIQUE (publisher_id, name)
);

CREATE TABLE core.credential (
  credential_id uuid PRIMARY KEY,
  client_id text NOT NULL UNIQUE,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  solution_id uuid NOT NULL REFERENCES core.solution,
  secret_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);

-- Tokens that last are kept as SHA-256 digests and shown once, when they are made. Access tokens of the classic API carry
-- their own proof and have a row only when they were revoked.
CREATE TABLE core.token (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  kind text NOT NULL CHECK (kind IN ('access', 'long-lived', 'api', 'operator')),
  publisher_id uuid REFERENCES core.publisher,
  solution_id uuid REFERENCES core.solution,
  name text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  CHECK ((kind = 'operator') = (publisher_id IS NULL)),
  CHECK (kind NOT IN ('access', 'long-lived') OR solution_id IS NOT NULL)
);
CREATE INDEX token_by_publisher ON core.token (publisher_id);

CREATE TABLE core.interface (
  interface_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  name text NOT NULL,
  culture text NOT NULL,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  draft text NOT NULL,
  draft_revision integer NOT NULL DEFAULT 1,
  published_version integer,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (publisher_id, name)
);

-- Published versions never change and never go: a history must show what the caller saw.
CREATE TABLE core.interface_version (
  interface_id uuid NOT NULL REFERENCES core.interface,
  version integer NOT NULL CHECK (version > 0),
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  document text NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  note text NOT NULL DEFAULT '',
  published_at timestamptz NOT NULL,
  PRIMARY KEY (interface_id, version)
);

CREATE TABLE core.line (
  line_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL REFERENCES core.publisher,
  number text NOT NULL UNIQUE,
  label text NOT NULL DEFAULT '',
  sensitivity text NOT NULL DEFAULT 'ordinary' CHECK (sensitivity IN ('ordinary', 'special')),
  opening_hours text NOT NULL DEFAULT '',
  interface_id uuid REFERENCES core.interface,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX line_by_publisher ON core.line (publisher_id, number);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['publisher', 'solution', 'credential', 'token', 'interface', 'interface_version', 'line'] LOOP
    EXECUTE format('ALTER TABLE core.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE core.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON core.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    -- The directory is what every process keeps in memory: who may ask, and which numbers are registered. Nothing personal.
    EXECUTE format('CREATE POLICY directory ON core.%I TO dialonce_directory USING (true)', name);
    EXECUTE format('GRANT SELECT ON core.%I TO dialonce_directory', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON core.%I TO dialonce_service', name);
    EXECUTE format(
      'CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON core.%I
         FOR EACH STATEMENT EXECUTE FUNCTION core.announce_change()', name);
  END LOOP;
END
$$;

REVOKE UPDATE ON core.interface_version FROM dialonce_service;
GRANT DELETE ON core.interface TO dialonce_service;

-- The operator's own tokens belong to no publisher.
GRANT INSERT, UPDATE ON core.token TO dialonce_directory;
