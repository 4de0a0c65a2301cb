-- add --
INSERT INTO core.staff_invitation (digest, publisher_id, staff_id, created_at, expires_at)
VALUES (%(digest)s, %(publisher_id)s, %(staff_id)s, %(now)s, %(expires_at)s)

-- one --
-- An invitation that can still be accepted.
SELECT i.staff_id, i.expires_at
  FROM core.staff_invitation AS i JOIN core.staff AS t USING (staff_id)
 WHERE i.digest = %(digest)s AND i.used_at IS NULL AND i.expires_at > %(now)s AND t.left_at IS NULL

-- use --
UPDATE core.staff_invitation SET used_at = %(now)s WHERE staff_id = %(staff_id)s AND used_at IS NULL

-- sweep --
DELETE FROM core.staff_invitation WHERE expires_at < %(before)s
