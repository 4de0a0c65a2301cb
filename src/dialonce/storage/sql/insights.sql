-- add_counts --
-- Counts of one transaction, added up beforehand.
SELECT insights.add_counts(%(lane)s::smallint, %(publishers)s, %(lines)s, %(hours)s, %(steps)s, %(interfaces)s, %(versions)s,
                           %(screens)s, %(elements)s, %(solutions)s, %(cultures)s, %(devices)s, %(regions)s, %(counts)s)

-- note_counting --
-- That a process counts on these days.
SELECT insights.note_counting(%(process_id)s, %(days)s::date[])
