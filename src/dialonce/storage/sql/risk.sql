-- add --
INSERT INTO core.risk (risk_id, publisher_id, title, likelihood, severity, measures, owner, noted_at, review_by)
VALUES (%(risk_id)s, %(publisher_id)s, %(title)s, %(likelihood)s, %(severity)s, %(measures)s, %(owner)s, %(noted_at)s, %(review_by)s)

-- running --
-- Risks of the scope's tenants that have not ended, the gravest first.
SELECT risk_id, title, likelihood, severity, measures, owner, noted_at, review_by FROM core.risk
 WHERE ended_at IS NULL ORDER BY likelihood * severity DESC, review_by, risk_id

-- review --
UPDATE core.risk
   SET likelihood = %(likelihood)s, severity = %(severity)s, measures = %(measures)s, owner = %(owner)s, review_by = %(review_by)s
 WHERE risk_id = %(risk_id)s AND ended_at IS NULL

-- end --
UPDATE core.risk SET ended_at = %(now)s WHERE risk_id = %(risk_id)s AND ended_at IS NULL
