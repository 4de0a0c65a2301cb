-- of_staff --
SELECT credential_id, staff_id, public_key, sign_count, name, created_at, used_at
  FROM core.staff_passkey WHERE staff_id = %(staff_id)s ORDER BY created_at

-- one --
-- A passkey of somebody who has not left; locked, so that no answer counts twice.
SELECT p.credential_id, p.staff_id, p.public_key, p.sign_count, p.name, p.created_at, p.used_at
  FROM core.staff_passkey AS p JOIN core.staff AS t USING (staff_id)
 WHERE p.credential_id = %(credential_id)s AND p.staff_id = %(staff_id)s AND t.left_at IS NULL
   FOR UPDATE OF p

-- add --
INSERT INTO core.staff_passkey (credential_id, publisher_id, staff_id, public_key, sign_count, name, created_at)
VALUES (%(credential_id)s, %(publisher_id)s, %(staff_id)s, %(public_key)s, %(sign_count)s, %(name)s, %(now)s)

-- used --
UPDATE core.staff_passkey SET used_at = %(now)s, sign_count = %(sign_count)s WHERE credential_id = %(credential_id)s

-- remove --
DELETE FROM core.staff_passkey WHERE staff_id = %(staff_id)s AND credential_id = %(credential_id)s

-- remove_all --
DELETE FROM core.staff_passkey WHERE staff_id = %(staff_id)s
