-- outcomes --
-- Calls by what they came to. Exact: read by the gate, which adds noise before anybody sees it. So are all that follow.
SELECT ARRAY[element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- lines --
SELECT ARRAY[line_id::text, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- versions --
SELECT ARRAY[interface_id || ':' || interface_version, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- hours --
-- By the hour of the day in Paris, whose time the service keeps.
SELECT ARRAY[extract(hour FROM hour AT TIME ZONE 'Europe/Paris')::text, element] AS cell, sum(count)::bigint AS count
  FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- solutions --
SELECT ARRAY[solution_id::text, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- cultures --
SELECT ARRAY[culture, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- devices --
SELECT ARRAY[device, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- regions --
SELECT ARRAY[region, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'outcome' GROUP BY 1

-- returns --
-- Calls by what they came to, and whether their caller called again within a day.
SELECT string_to_array(element, ':') AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'return' GROUP BY 1

-- line_returns --
SELECT line_id::text || string_to_array(element, ':') AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'return' GROUP BY 1

-- version_returns --
SELECT (interface_id || ':' || interface_version) || string_to_array(element, ':') AS cell, sum(count)::bigint AS count
  FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'return' GROUP BY 1

-- waits --
SELECT ARRAY[element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'wait' GROUP BY 1

-- depths --
SELECT ARRAY[element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'depth' GROUP BY 1

-- scores --
SELECT ARRAY[element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'score' GROUP BY 1

-- exits --
SELECT ARRAY[interface_id::text, screen] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'exit' GROUP BY 1

-- screens --
SELECT ARRAY[interface_id::text, screen] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'shown' GROUP BY 1

-- ways --
SELECT ARRAY[interface_id::text, screen, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'way' GROUP BY 1

-- goals --
SELECT ARRAY[interface_id::text, element] AS cell, sum(count)::bigint AS count FROM insights.counter
 WHERE publisher_id = %(publisher_id)s AND hour >= %(since)s AND hour < %(until)s AND step = 'goal' GROUP BY 1
