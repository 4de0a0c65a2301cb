-- add --
-- A crowd's rows of one week, in no order. What is there already stays as it is.
INSERT INTO ads.seen (publisher_id, digest, week, event)
SELECT %(publisher_id)s, given.digest, %(week)s, given.event
  FROM unnest(%(digests)s::bytea[], %(events)s::text[]) AS given (digest, event)
ON CONFLICT DO NOTHING

-- known --
-- Which of these pseudonyms there are.
SELECT digest FROM ads.seen WHERE publisher_id = %(publisher_id)s AND digest = ANY (%(digests)s)

-- first --
-- The oldest week of a publisher.
SELECT min(week) FROM ads.seen WHERE publisher_id = %(publisher_id)s

-- forget --
DELETE FROM ads.seen WHERE publisher_id = %(publisher_id)s AND digest = ANY (%(digests)s)

-- weeks --
-- How many identifiers each week saw, by event.
SELECT week, event, count(*) AS count FROM ads.seen
 WHERE publisher_id = %(publisher_id)s AND week >= %(since)s AND week < %(until)s
 GROUP BY week, event ORDER BY week, event
