-- add --
INSERT INTO core.staff_session (session_id, publisher_id, staff_id, digest, second_factor, device, created_at, seen_at)
VALUES (%(session_id)s, %(publisher_id)s, %(staff_id)s, %(digest)s, %(second_factor)s, %(device)s, %(now)s, %(now)s)

-- by_digest --
-- The running session of somebody who has not left.
SELECT s.session_id, s.staff_id, s.second_factor, s.device, s.created_at, s.seen_at
  FROM core.staff_session AS s JOIN core.staff AS t USING (staff_id)
 WHERE s.digest = %(digest)s AND s.ended_at IS NULL AND s.seen_at > %(idle_since)s AND s.created_at > %(oldest)s
   AND t.left_at IS NULL

-- touch --
UPDATE core.staff_session SET seen_at = %(now)s WHERE session_id = %(session_id)s

-- of_staff --
SELECT session_id, staff_id, second_factor, device, created_at, seen_at
  FROM core.staff_session
 WHERE staff_id = %(staff_id)s AND ended_at IS NULL AND seen_at > %(idle_since)s AND created_at > %(oldest)s
 ORDER BY seen_at DESC

-- end --
UPDATE core.staff_session SET ended_at = %(now)s
 WHERE session_id = %(session_id)s AND staff_id = %(staff_id)s AND ended_at IS NULL

-- end_others --
-- Every session of somebody but one.
UPDATE core.staff_session SET ended_at = %(now)s
 WHERE staff_id = %(staff_id)s AND session_id <> %(session_id)s AND ended_at IS NULL

-- end_all --
UPDATE core.staff_session SET ended_at = %(now)s WHERE staff_id = %(staff_id)s AND ended_at IS NULL

-- sweep --
DELETE FROM core.staff_session WHERE created_at < %(before)s
