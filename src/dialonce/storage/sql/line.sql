-- add --
INSERT INTO core.line (line_id, publisher_id, number, label, sensitivity, opening_hours, interface_id, enabled, created_at, updated_at)
VALUES (%(line_id)s, %(publisher_id)s, %(number)s, %(label)s, %(sensitivity)s, %(opening_hours)s, %(interface_id)s, %(enabled)s,
        %(now)s, %(now)s)
ON CONFLICT (number) DO NOTHING

-- change --
UPDATE core.line
   SET label = coalesce(%(label)s, label), sensitivity = coalesce(%(sensitivity)s, sensitivity),
       opening_hours = coalesce(%(opening_hours)s, opening_hours), enabled = coalesce(%(enabled)s, enabled),
       interface_id = CASE WHEN %(interface_is_given)s THEN %(interface_id)s ELSE interface_id END, updated_at = %(now)s
 WHERE line_id = %(line_id)s

-- one --
SELECT line_id, publisher_id, number, label, sensitivity, opening_hours, interface_id, enabled, created_at, updated_at
  FROM core.line WHERE line_id = %(line_id)s

-- all --
SELECT line_id, publisher_id, number, label, sensitivity, opening_hours, interface_id, enabled, created_at, updated_at
  FROM core.line WHERE number > %(after)s ORDER BY number LIMIT %(limit)s

-- search --
-- Lines whose label holds a text, whose number holds its digits, or whose number it is; a page of them, with their total.
SELECT line_id, publisher_id, number, label, sensitivity, opening_hours, interface_id, enabled, created_at, updated_at,
       count(*) OVER () AS total
  FROM core.line
 WHERE %(text)s = ''
    OR position(lower(%(text)s) IN lower(label)) > 0
    OR (%(digits)s <> '' AND position(%(digits)s IN number) > 0)
    OR number = %(number)s
 ORDER BY number LIMIT %(limit)s OFFSET %(offset)s

-- import --
-- A whole list in one statement. Numbers of this publisher are brought up to date; numbers of others are left alone and
-- missing from the answer. (`ON CONFLICT DO UPDATE` would fail on a row that row-level security hides.)
WITH given AS (
  SELECT * FROM unnest(%(line_ids)s::uuid[], %(numbers)s::text[], %(labels)s::text[], %(sensitivities)s::text[],
                       %(opening_hours)s::text[], %(interface_ids)s::uuid[], %(enabled)s::boolean[])
         AS row (line_id, number, label, sensitivity, opening_hours, interface_id, enabled)
), changed AS (
  UPDATE core.line AS stored
     SET label = given.label, sensitivity = given.sensitivity, opening_hours = given.opening_hours,
         interface_id = coalesce(given.interface_id, stored.interface_id), enabled = given.enabled, updated_at = %(now)s
    FROM given WHERE stored.number = given.number
  RETURNING stored.number
), added AS (
  INSERT INTO core.line
    (line_id, publisher_id, number, label, sensitivity, opening_hours, interface_id, enabled, created_at, updated_at)
  SELECT line_id, %(publisher_id)s, number, label, sensitivity, opening_hours, interface_id, enabled, %(now)s, %(now)s
    FROM given
  ON CONFLICT (number) DO NOTHING
  RETURNING number
)
SELECT number, true AS added FROM added UNION ALL SELECT number, false FROM changed
