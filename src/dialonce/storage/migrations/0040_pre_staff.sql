-- People who sign in: accounts, sessions, invitations, passkeys, and failures of the last minutes.
-- The tenant is a publisher, or the nil id for the operator's own staff: that is why it refers to no publisher.

CREATE TABLE core.staff (
  staff_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  account bytea NOT NULL CHECK (length(account) = 16),
  role text NOT NULL CHECK (role IN ('operator-admin', 'dpo', 'publisher-admin', 'editor', 'analyst', 'support-agent')),
  training_until timestamptz,
  created_at timestamptz NOT NULL,
  joined_at timestamptz,
  left_at timestamptz,
  sealed bytea NOT NULL,
  CHECK (role = 'dpo' OR (role = 'operator-admin') = (publisher_id = '00000000-0000-0000-0000-000000000000'))
);
-- Who left may be invited again, here or elsewhere.
CREATE UNIQUE INDEX staff_by_account ON core.staff (account) WHERE left_at IS NULL;
CREATE INDEX staff_by_publisher ON core.staff (publisher_id);

CREATE TABLE core.staff_session (
  session_id uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES core.staff ON DELETE CASCADE,
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  second_factor boolean NOT NULL,
  device text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX staff_session_by_staff ON core.staff_session (staff_id);

CREATE TABLE core.staff_invitation (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  publisher_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES core.staff ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE core.staff_passkey (
  credential_id bytea PRIMARY KEY,
  publisher_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES core.staff ON DELETE CASCADE,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX staff_passkey_by_staff ON core.staff_passkey (staff_id);

-- Failed sign-ins by keyed digest of what was typed, whether or not there is such an account.
CREATE TABLE core.sign_in_failure (
  account bytea NOT NULL CHECK (length(account) = 16),
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_by_account ON core.sign_in_failure (account, at);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['staff', 'staff_session', 'staff_invitation', 'staff_passkey'] LOOP
    EXECUTE format('ALTER TABLE core.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE core.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON core.%I TO dialonce_service
         USING (publisher_id = ANY ((SELECT core.tenants())::uuid[]))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON core.%I TO dialonce_service', name);
  END LOOP;
END
$$;

-- Before anybody is known, one question may be asked: whose account a keyed digest names. Nothing else of the row is told.
CREATE POLICY directory ON core.staff FOR SELECT TO dialonce_directory USING (true);
GRANT SELECT (account, publisher_id, staff_id, left_at) ON core.staff TO dialonce_directory;

ALTER TABLE core.sign_in_failure ENABLE ROW LEVEL SECURITY;
ALTER TABLE core.sign_in_failure FORCE ROW LEVEL SECURITY;
CREATE POLICY directory ON core.sign_in_failure TO dialonce_directory USING (true);
GRANT SELECT, INSERT, DELETE ON core.sign_in_failure TO dialonce_directory;
