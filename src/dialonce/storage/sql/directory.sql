-- publishers --
-- Every publisher, enabled or not.
SELECT publisher_id, slug, name, country, locale, enabled, sector FROM core.publisher

-- solutions --
-- Every solution with what its credentials may do.
SELECT solution_id, publisher_id, name, kind, allowed_origins, notice_channel, notice_since, enabled FROM core.solution

-- credentials --
-- Client ids that still stand.
SELECT credential_id, client_id, publisher_id, solution_id, secret_hash FROM core.credential WHERE revoked_at IS NULL

-- tokens --
-- Tokens that last, and access tokens that were revoked before their time.
SELECT digest, kind, publisher_id, solution_id, name, expires_at, revoked_at FROM core.token

-- lines --
-- The finite list of registered numbers (3.1-e).
SELECT line_id, publisher_id, number, label, sensitivity, interface_id, enabled, opening_hours FROM core.line

-- lines_of --
-- The same, of some publishers.
SELECT line_id, publisher_id, number, label, sensitivity, interface_id, enabled, opening_hours FROM core.line WHERE publisher_id = ANY (%(publisher_ids)s)

-- interfaces --
-- Every interface without its text.
SELECT interface_id, publisher_id, name, culture, slug, published_version, enabled, rival_version, rival_percent
  FROM core.interface

-- document --
-- The text of one published version.
SELECT document FROM core.interface_version WHERE interface_id = %(interface_id)s AND version = %(version)s
