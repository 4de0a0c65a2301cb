-- overdue --
-- How many rows of a dataset are past a moment, as `sweep` would find them.
SELECT core.overdue(%(dataset)s, %(before)s)

-- sweep --
-- Delete the rows of a dataset that are past a moment and past their term; how many.
SELECT core.sweep(%(dataset)s, %(before)s)

-- ended_publishers --
-- Publishers whose contract ended before a moment and longer ago than the term.
SELECT publisher_id FROM core.ended_publishers(%(before)s) AS publisher_id

-- remove_publisher --
-- Delete what an ended publisher set up; how many rows.
SELECT core.remove_publisher(%(publisher_id)s, %(before)s)
