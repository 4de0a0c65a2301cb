-- add_counts --
-- Counts of one transaction, added up beforehand.
SELECT insights.add_counts(%(lane)s::smallint, %(publishers)s, %(lines)s, %(hours)s, %(steps)s, %(interfaces)s, %(versions)s,
                           %(screens)s, %(elements)s, %(solutions)s, %(cultures)s, %(devices)s, %(regions)s, %(counts)s)
