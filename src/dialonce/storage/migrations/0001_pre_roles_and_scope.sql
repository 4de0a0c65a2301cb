-- Schemas, roles, and the tenant scope that every row-level policy asks.
-- The roles exist once a cluster; a second database of the same cluster finds them there.

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['dialonce_service', 'dialonce_directory', 'dialonce_vault', 'dialonce_insights', 'dialonce_ads'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role);
    END IF;
  END LOOP;
  -- May add rows in bulk for any tenant, and read none: COPY is refused under row-level security.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dialonce_ingest') THEN
    CREATE ROLE dialonce_ingest NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS;
    GRANT dialonce_ingest TO dialonce_service WITH INHERIT FALSE, SET TRUE;
  END IF;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA core;
CREATE SCHEMA personal;
CREATE SCHEMA vault;
CREATE SCHEMA insights;
CREATE SCHEMA ads;
CREATE SCHEMA audit;

GRANT USAGE ON SCHEMA core TO dialonce_service, dialonce_directory, dialonce_vault, dialonce_ingest;
GRANT USAGE ON SCHEMA personal TO dialonce_service, dialonce_ingest;
GRANT USAGE ON SCHEMA vault TO dialonce_vault;
GRANT USAGE ON SCHEMA insights TO dialonce_service, dialonce_insights;
GRANT USAGE ON SCHEMA ads TO dialonce_ads;
GRANT USAGE ON SCHEMA audit TO dialonce_service;

-- The secret that tenant scopes are sealed with. Only the owner's functions read it.
CREATE TABLE core.scope_secret (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  secret bytea NOT NULL CHECK (length(secret) = 32)
);

-- The publishers that this transaction may touch. The scope is a list of ids with a seal over it (a nested keyed SHA-256),
-- so that SQL run as the service role cannot widen it without the secret; a scope without its seal is empty.
CREATE FUNCTION core.tenants() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT coalesce(
    (SELECT pg_catalog.string_to_array(scope, ',')::uuid[]
       FROM core.scope_secret,
            pg_catalog.current_setting('dialonce.scope', true) AS scope,
            pg_catalog.current_setting('dialonce.seal', true) AS seal
      WHERE scope <> ''
        AND seal = pg_catalog.encode(
              pg_catalog.sha256(secret || pg_catalog.sha256(secret || pg_catalog.convert_to(scope, 'UTF8'))), 'hex')),
    '{}'::uuid[])
$$;
REVOKE ALL ON FUNCTION core.tenants() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.tenants() TO dialonce_service, dialonce_vault, dialonce_insights, dialonce_ads;

-- Every process that keeps the directory in memory listens here and reads again what changed.
CREATE FUNCTION core.announce_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('dialonce_directory', TG_TABLE_NAME);
  RETURN NULL;
END
$$;
