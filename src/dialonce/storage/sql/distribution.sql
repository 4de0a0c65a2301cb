-- has_citus --
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')

-- is_distributed --
-- Whether this database was spread over several machines.
SELECT current_setting('dialonce.distributed', true) IS NOT DISTINCT FROM 'on'

-- tables --
-- Tables of callers: the first column of the primary key, and the unique indexes that lack it, for which a cluster has no place.
SELECT n.nspname || '.' || c.relname AS name,
       (SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
         WHERE i.indrelid = c.oid AND i.indisprimary) AS first_key,
       ARRAY(SELECT i.indexrelid::regclass::text FROM pg_index AS i
              WHERE i.indrelid = c.oid AND i.indisunique
                AND NOT EXISTS (SELECT FROM pg_attribute AS a
                                 WHERE a.attrelid = c.oid AND a.attname = 'subject_id' AND a.attnum = ANY (i.indkey))) AS misfits
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname IN ('personal', 'intermediate') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
 ORDER BY n.nspname <> 'personal' OR c.relname <> 'subject', name

-- distributed --
-- Tables that Citus spreads already.
SELECT logicalrelid::regclass::text AS name FROM pg_dist_partition
