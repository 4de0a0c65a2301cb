-- Keys, blind indexes, links and tombstones. May live in a database of its own (DIALONCE_VAULT_URL).

CREATE TABLE vault.publisher_key (
  publisher_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('wrap', 'index')),
  version integer NOT NULL CHECK (version > 0),
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (publisher_id, purpose, version)
);

-- The one way into a subject's sealed rows. Erasure deletes the row first of all.
CREATE TABLE vault.subject_key (
  subject_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  version integer NOT NULL,
  wrapped bytea NOT NULL
);
CREATE INDEX subject_key_by_version ON vault.subject_key (publisher_id, version);

-- Keyed digests of identifiers: equal within one publisher and column, unrelated between publishers.
CREATE TABLE vault.blind_index (
  publisher_id uuid NOT NULL,
  kind text NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 16),
  subject_id uuid NOT NULL,
  PRIMARY KEY (publisher_id, kind, digest)
);
CREATE INDEX blind_index_by_subject ON vault.blind_index (subject_id);

CREATE TABLE vault.tombstone (
  subject_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  erased_at timestamptz NOT NULL,
  finished_at timestamptz
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['publisher_key', 'subject_key', 'blind_index', 'tombstone'] LOOP
    EXECUTE format('ALTER TABLE vault.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE vault.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON vault.%I TO dialonce_vault
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON vault.%I TO dialonce_vault', name);
  END LOOP;
END
$$;

-- People who want no offer any more: a keyed fingerprint of the number, and nothing else (4.2-b5).
CREATE TABLE vault.opt_out (
  publisher_id uuid NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 16),
  since timestamptz NOT NULL,
  PRIMARY KEY (publisher_id, digest)
);

-- A link that was sent: only the digest of its secret is kept. Before the notice is acknowledged it leads to no subject.
CREATE TABLE vault.link (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  publisher_id uuid NOT NULL,
  line_id uuid NOT NULL,
  solution_id uuid NOT NULL,
  interface_id uuid NOT NULL,
  interface_version integer NOT NULL,
  subject_id uuid,
  request_id uuid NOT NULL,
  culture text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  opened_at timestamptz
);
CREATE INDEX link_by_subject ON vault.link (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX link_by_expiry ON vault.link (expires_at);

-- Which link a digest belongs to is asked before the tenant is known.
CREATE FUNCTION vault.find_link(wanted bytea) RETURNS vault.link
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT link FROM vault.link AS link WHERE digest = wanted $$;
REVOKE ALL ON FUNCTION vault.find_link(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.find_link(bytea) TO dialonce_vault;

-- Offers of the last day as keyed fingerprints, for the limits against SMS pumping (4.2-i). The caller's is keyed per
-- publisher; range (10,000 numbers) and country are the installation's. Swept after a day.
CREATE TABLE vault.recent_offer (
  offer_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  caller bytea NOT NULL,
  range bytea NOT NULL,
  country text NOT NULL,
  offered_at timestamptz NOT NULL,
  opened boolean NOT NULL DEFAULT false
);
CREATE INDEX recent_offer_by_time ON vault.recent_offer (offered_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON vault.recent_offer TO dialonce_vault;

-- Secrets of the installation, wrapped by the root key: token key, scope secret, journal and number-set signing keys.
CREATE TABLE vault.secret (
  name text PRIMARY KEY,
  wrapped bytea NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON vault.secret TO dialonce_vault;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['opt_out', 'link'] LOOP
    EXECUTE format('ALTER TABLE vault.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE vault.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON vault.%I TO dialonce_vault
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON vault.%I TO dialonce_vault', name);
  END LOOP;
END
$$;
