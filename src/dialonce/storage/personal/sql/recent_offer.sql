-- insert --
-- One statement whatever the number of rows; a row that exists already stays as it is.
INSERT INTO personal.recent_offer (subject_id, offer_id, publisher_id, offered_at, caller, destination_range, opened)
SELECT * FROM unnest(
  %(subject_id)s::uuid[],
  %(offer_id)s::uuid[],
  %(publisher_id)s::uuid[],
  %(offered_at)s::timestamptz[],
  %(caller)s::bytea[],
  %(destination_range)s::bytea[],
  %(opened)s::bool[])
ON CONFLICT DO NOTHING

-- by_subject --
SELECT subject_id, offer_id, publisher_id, offered_at, caller, destination_range, opened
  FROM personal.recent_offer WHERE subject_id = ANY (%(subject_ids)s) ORDER BY subject_id, offered_at

-- erase --
DELETE FROM personal.recent_offer WHERE subject_id = ANY (%(subject_ids)s)

-- expired --
-- Whose rows are past their term, and how many.
SELECT subject_id, count(*) AS rows, min(offered_at) AS oldest FROM personal.recent_offer
 WHERE offered_at < %(before)s GROUP BY subject_id

-- erase_expired --
DELETE FROM personal.recent_offer WHERE offered_at < %(before)s AND NOT subject_id = ANY (%(held)s)

-- counts --
-- Offers since a moment: to this caller, by this publisher, into this range; and how many in the range were opened.
SELECT count(*) FILTER (WHERE caller = %(caller)s) AS caller_offers,
       count(*) AS publisher_offers,
       count(*) FILTER (WHERE destination_range = %(destination_range)s) AS range_offers,
       count(*) FILTER (WHERE destination_range = %(destination_range)s AND opened) AS range_opened
  FROM personal.recent_offer WHERE publisher_id = %(publisher_id)s AND offered_at >= %(since)s

-- mark_opened --
UPDATE personal.recent_offer SET opened = true WHERE subject_id = %(subject_id)s AND offer_id = %(offer_id)s
