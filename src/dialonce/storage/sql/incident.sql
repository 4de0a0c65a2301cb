-- add --
INSERT INTO core.incident (incident_id, publisher_id, title, known_at, telecom, assessment, declared_at, declared_by)
VALUES (%(incident_id)s, %(publisher_id)s, %(title)s, %(known_at)s, %(telecom)s, %(assessment)s, %(declared_at)s, %(declared_by)s)

-- all --
-- Breaches of the scope's tenants, the newest first.
SELECT incident_id, publisher_id, title, known_at, telecom, assessment, declared_at, declared_by, closed_at
  FROM core.incident ORDER BY known_at DESC, incident_id

-- one --
SELECT incident_id, publisher_id, title, known_at, telecom, assessment, declared_at, declared_by, closed_at
  FROM core.incident WHERE incident_id = %(incident_id)s FOR NO KEY UPDATE

-- assess --
UPDATE core.incident SET assessment = %(assessment)s WHERE incident_id = %(incident_id)s AND closed_at IS NULL

-- close --
UPDATE core.incident SET closed_at = %(now)s WHERE incident_id = %(incident_id)s AND closed_at IS NULL

-- add_step --
INSERT INTO core.incident_step (incident_id, step, publisher_id, kind, happened_at, recorded_at, staff, note)
SELECT %(incident_id)s, coalesce(max(step), 0) + 1, %(publisher_id)s, %(kind)s, %(happened_at)s, %(recorded_at)s, %(staff)s, %(note)s
  FROM core.incident_step WHERE incident_id = %(incident_id)s

-- steps --
SELECT incident_id, step, kind, happened_at, recorded_at, staff, note
  FROM core.incident_step WHERE incident_id = ANY (%(incident_ids)s) ORDER BY incident_id, step
