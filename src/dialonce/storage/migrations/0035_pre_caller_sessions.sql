-- Callers who sign in to see what is known of them. Nothing here leads from one publisher to another: what says who somebody
-- is rests sealed under a key that only their browser holds, and is gone minutes later.

-- A one-time code that was sent. `digest` is of a secret in the page that asks for the code; `proof` is a keyed digest of it.
CREATE TABLE vault.sign_in (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  proof bytea NOT NULL,
  tries smallint NOT NULL DEFAULT 0,
  offer_id uuid,
  expires_at timestamptz NOT NULL,
  sealed bytea NOT NULL
);
CREATE INDEX sign_in_by_expiry ON vault.sign_in (expires_at);

CREATE TABLE vault.caller_session (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  seen_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  sealed bytea NOT NULL
);
CREATE INDEX caller_session_by_end ON vault.caller_session (ends_at);

-- How often something was tried in an hour, under keyed fingerprints: of a network, of a number, of the installation.
CREATE TABLE vault.try_count (
  digest bytea NOT NULL CHECK (length(digest) = 16),
  hour timestamptz NOT NULL,
  tries integer NOT NULL,
  PRIMARY KEY (digest, hour)
);
CREATE INDEX try_count_by_hour ON vault.try_count (hour);

GRANT SELECT, INSERT, UPDATE, DELETE ON vault.sign_in, vault.caller_session, vault.try_count TO dialonce_vault;
