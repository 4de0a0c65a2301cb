-- account --
-- Whose account a keyed digest names, before a tenant is known.
SELECT staff_id, publisher_id FROM core.staff WHERE account = %(account)s AND left_at IS NULL

-- failures --
-- Failed sign-ins with this digest since a moment.
SELECT count(*) FROM core.sign_in_failure WHERE account = %(account)s AND at > %(since)s

-- add_failure --
INSERT INTO core.sign_in_failure (account, at) VALUES (%(account)s, %(now)s)

-- forget_failures --
-- Those of an account that signed in, and everybody's old ones.
DELETE FROM core.sign_in_failure WHERE account = %(account)s OR at < %(before)s

-- add --
INSERT INTO core.staff (staff_id, publisher_id, account, role, created_at, sealed)
VALUES (%(staff_id)s, %(publisher_id)s, %(account)s, %(role)s, %(now)s, %(sealed)s)

-- one --
SELECT staff_id, publisher_id, role, training_until, created_at, joined_at, left_at, sealed,
       EXISTS (SELECT FROM core.staff_passkey AS p WHERE p.staff_id = s.staff_id) AS has_passkey
  FROM core.staff AS s WHERE staff_id = %(staff_id)s

-- lock --
-- Whoever changes what is sealed in an account waits for whoever does so already.
SELECT staff_id FROM core.staff WHERE staff_id = %(staff_id)s FOR UPDATE

-- all --
-- Everybody of the tenants of the scope.
SELECT staff_id, publisher_id, role, training_until, created_at, joined_at, left_at, sealed,
       EXISTS (SELECT FROM core.staff_passkey AS p WHERE p.staff_id = s.staff_id) AS has_passkey
  FROM core.staff AS s ORDER BY left_at NULLS FIRST, created_at, staff_id

-- seal --
UPDATE core.staff SET sealed = %(sealed)s WHERE staff_id = %(staff_id)s

-- join --
UPDATE core.staff SET joined_at = %(now)s WHERE staff_id = %(staff_id)s AND joined_at IS NULL

-- set_role --
UPDATE core.staff SET role = %(role)s WHERE staff_id = %(staff_id)s AND left_at IS NULL

-- set_training --
UPDATE core.staff SET training_until = %(until)s WHERE staff_id = %(staff_id)s AND left_at IS NULL

-- leave --
UPDATE core.staff SET left_at = %(now)s WHERE staff_id = %(staff_id)s AND left_at IS NULL

-- gone --
-- People who left before a moment.
SELECT staff_id FROM core.staff WHERE left_at < %(before)s

-- remove --
DELETE FROM core.staff WHERE staff_id = ANY (%(staff_ids)s)
