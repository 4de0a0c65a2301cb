-- place --
-- A hold begins, or goes on for longer.
INSERT INTO personal.legal_hold (subject_id, publisher_id, reason, placed_at, until)
VALUES (%(subject_id)s, %(publisher_id)s, %(reason)s, %(placed_at)s, %(until)s)
ON CONFLICT (subject_id, publisher_id) DO UPDATE SET reason = excluded.reason, until = excluded.until

-- end --
UPDATE personal.legal_hold SET until = greatest(%(now)s, placed_at + interval '1 second')
 WHERE subject_id = %(subject_id)s AND until > %(now)s

-- running --
-- Holds that have not ended.
SELECT subject_id, publisher_id, reason, placed_at, until FROM personal.legal_hold WHERE until > %(now)s ORDER BY placed_at

-- erase_expired --
DELETE FROM personal.legal_hold WHERE until < %(before)s

-- past_months --
-- Months of an event table that are wholly past their term.
SELECT name, ended_at, estimated_rows, held FROM personal.past_months(%(table)s, %(before)s)

-- drop_months --
SELECT personal.drop_months(%(table)s, %(before)s) AS name
