-- lock --
-- One release of a publisher's period at a time, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('insights:' || %(publisher_id)s::uuid, 0))

-- released --
-- Which datasets of a period are out.
SELECT dataset AS name FROM insights.release WHERE publisher_id = %(publisher_id)s AND starts_on = %(starts_on)s

-- processes --
-- How many processes counted on the busiest day of a period.
SELECT coalesce(max(found.processes), 1)::integer
  FROM (SELECT count(*) AS processes FROM insights.counting WHERE day >= %(since)s AND day < %(until)s GROUP BY day) AS found

-- spent --
-- What each day of a period has cost so far.
SELECT day, sum(epsilon) AS epsilon FROM insights.spending
 WHERE publisher_id = %(publisher_id)s AND day >= %(since)s AND day < %(until)s GROUP BY day ORDER BY day

-- spend --
INSERT INTO insights.spending (publisher_id, day, dataset, epsilon)
SELECT %(publisher_id)s, day, %(dataset)s, %(epsilon)s
  FROM generate_series(%(since)s::timestamp, %(until)s::timestamp - interval '1 day', interval '1 day') AS day

-- add --
INSERT INTO insights.release (publisher_id, dataset, starts_on, days, bound, epsilon, report_id, released_at)
VALUES (%(publisher_id)s, %(dataset)s, %(starts_on)s, %(days)s, %(bound)s, %(epsilon)s, %(report_id)s, %(now)s)

-- add_cells --
-- `cells` are JSON lists of text, so that cells of one statement may differ in length.
INSERT INTO insights.released_cell (publisher_id, dataset, starts_on, cell, count)
SELECT %(publisher_id)s, %(dataset)s, %(starts_on)s, ARRAY(SELECT jsonb_array_elements_text(given.cell::jsonb)), given.count
  FROM unnest(%(cells)s::text[], %(counts)s::bigint[]) AS given (cell, count)

-- root --
-- The settled daily totals of a period, by outcome.
SELECT cell, sum(count)::bigint AS count FROM insights.released_cell
 WHERE publisher_id = %(publisher_id)s AND dataset = 'outcomes' AND starts_on >= %(since)s AND starts_on < %(until)s
 GROUP BY cell

-- last --
-- The newest released period of a dataset, and the first day that anything was counted on.
SELECT (SELECT max(starts_on) FROM insights.release
         WHERE publisher_id = %(publisher_id)s AND dataset = %(dataset)s) AS released,
       (SELECT (hour AT TIME ZONE 'UTC')::date FROM insights.counter
         WHERE publisher_id = %(publisher_id)s AND step = 'outcome' ORDER BY hour LIMIT 1) AS counted

-- sums --
-- A dataset's cells over whole periods, added up: the noise was added once, when each period was released.
SELECT dataset, cell, sum(count)::bigint AS count FROM insights.released_cell
 WHERE publisher_id = %(publisher_id)s AND dataset = ANY (%(datasets)s) AND starts_on >= %(since)s AND starts_on < %(until)s
 GROUP BY dataset, cell

-- bounds --
-- By dataset, the squares of the bounds that the periods were released with: the noise of their sum grows with them.
SELECT dataset, sum(bound::float8 * bound) AS squares FROM insights.release
 WHERE publisher_id = %(publisher_id)s AND dataset = ANY (%(datasets)s) AND starts_on >= %(since)s AND starts_on < %(until)s
 GROUP BY dataset

-- by_period --
-- A dataset's cells, period by period.
SELECT starts_on, cell, count FROM insights.released_cell
 WHERE publisher_id = %(publisher_id)s AND dataset = %(dataset)s AND starts_on >= %(since)s AND starts_on < %(until)s
 ORDER BY starts_on

-- budget --
-- Every day's spending of a span, newest first.
SELECT day, sum(epsilon) AS epsilon FROM insights.spending
 WHERE publisher_id = %(publisher_id)s AND day >= %(since)s AND day < %(until)s GROUP BY day ORDER BY day DESC

-- totals --
-- Calls by publisher and outcome over a span, from what is published already.
SELECT publisher_id, cell[1] AS outcome, sum(count)::bigint AS count FROM insights.released_cell
 WHERE publisher_id = ANY (%(publishers)s) AND dataset = 'outcomes' AND starts_on >= %(since)s AND starts_on < %(until)s
 GROUP BY 1, 2

-- total_bounds --
-- By publisher, the squares of the bounds that its days were released with.
SELECT publisher_id, sum(bound::float8 * bound) AS squares FROM insights.release
 WHERE publisher_id = ANY (%(publishers)s) AND dataset = 'outcomes' AND starts_on >= %(since)s AND starts_on < %(until)s
 GROUP BY publisher_id

-- attest --
INSERT INTO insights.attestation (report_id, cube, made_at, passed, document, signature)
VALUES (%(report_id)s, %(cube)s, %(made_at)s, %(passed)s, %(document)s, %(signature)s)

-- newest_attestation --
-- The newest report on a definition of the cube.
SELECT report_id, cube, made_at, passed, document, signature FROM insights.attestation
 WHERE cube = %(cube)s ORDER BY made_at DESC LIMIT 1

-- weeks --
-- From which week to which week a publisher's statistics are published.
SELECT min(starts_on) AS first, max(starts_on) AS last FROM insights.release
 WHERE publisher_id = %(publisher_id)s AND dataset = 'hours'
