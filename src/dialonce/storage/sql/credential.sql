-- add --
INSERT INTO core.credential (credential_id, client_id, publisher_id, solution_id, secret_hash, created_at)
VALUES (%(credential_id)s, %(client_id)s, %(publisher_id)s, %(solution_id)s, %(secret_hash)s, %(now)s)

-- revoke --
UPDATE core.credential SET revoked_at = %(now)s WHERE client_id = %(client_id)s AND revoked_at IS NULL

-- all --
SELECT client_id, solution_id, created_at, revoked_at FROM core.credential ORDER BY created_at

-- add_token --
INSERT INTO core.token (digest, kind, publisher_id, solution_id, name, created_at, expires_at, revoked_at)
VALUES (%(digest)s, %(kind)s, %(publisher_id)s, %(solution_id)s, %(name)s, %(now)s, %(expires_at)s, %(revoked_at)s)

-- revoke_token --
UPDATE core.token SET revoked_at = %(now)s WHERE digest = %(digest)s AND revoked_at IS NULL

-- revoke_device --
-- A mark without a way back to the installation; set twice, it stays as it was.
INSERT INTO core.token (digest, kind, publisher_id, solution_id, name, created_at, revoked_at)
VALUES (%(digest)s, 'access', %(publisher_id)s, %(solution_id)s, 'device', %(now)s, %(now)s)
ON CONFLICT (digest) DO NOTHING

-- tokens --
-- Those that last; marks of what was revoked before its time are no tokens.
SELECT encode(digest, 'hex') AS digest, kind, solution_id, name, created_at, expires_at, revoked_at
  FROM core.token WHERE kind <> 'access' ORDER BY created_at

-- revoke_operator_token --
UPDATE core.token SET revoked_at = %(now)s WHERE digest = %(digest)s AND kind = 'operator' AND revoked_at IS NULL
