-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.disclosure (subject_id, disclosure_id, publisher_id, recipient, purpose, categories, ground, region, disclosed_at)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(disclosure_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(recipient)s::text[],
  %(purpose)s::text[],
  %(categories)s::text[],
  %(ground)s::text[],
  %(region)s::text[],
  %(disclosed_at)s::timestamptz[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, disclosure_id, publisher_id, recipient, purpose, categories, ground, region, disclosed_at
  FROM personal.disclosure WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, disclosed_at

-- erase --
-- The ledger stays, so that recipients can be told (GDPR 19): it names nobody once the subject is gone. Touches no row.
DELETE FROM personal.disclosure WHERE subject_id = ANY (%(subject_ids)s) AND false

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(disclosed_at) AS oldest FROM personal.disclosure
 WHERE disclosed_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.disclosure WHERE disclosed_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- recent --
-- The newest disclosures of the tenant.
SELECT subject_id, disclosure_id, publisher_id, recipient, purpose, categories, ground, region, disclosed_at
  FROM personal.disclosure ORDER BY disclosed_at DESC LIMIT %(limit)s
