-- add --
-- A crowd's reports of one day, in no order.
INSERT INTO ads.event AS stored (publisher_id, digest, day, event, count)
SELECT %(publisher_id)s, given.digest, %(day)s, given.event, given.count
  FROM unnest(%(digests)s::bytea[], %(events)s::text[], %(counts)s::integer[]) AS given (digest, event, count)
ON CONFLICT (publisher_id, digest, day, event) DO UPDATE SET count = stored.count + excluded.count

-- forget --
DELETE FROM ads.event WHERE publisher_id = %(publisher_id)s AND digest = %(digest)s

-- weeks --
-- How many identifiers each week saw, and how many of them an earlier week had seen too.
SELECT week::date AS week, count(*) AS identifiers, count(*) FILTER (WHERE first < week) AS returning
  FROM (SELECT digest, date_trunc('week', day::timestamp) AS week, min(min(date_trunc('week', day::timestamp))) OVER (PARTITION BY digest) AS first
          FROM ads.event WHERE publisher_id = %(publisher_id)s AND day < %(until)s
         GROUP BY digest, date_trunc('week', day::timestamp)) AS seen
 WHERE week >= %(since)s
 GROUP BY week ORDER BY week
