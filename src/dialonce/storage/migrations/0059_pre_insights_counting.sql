-- Which processes counted on a day. Each bounds a caller's day by itself, so that several together may count more of it: what is
-- released of the day gets that much more noise.

CREATE TABLE insights.counting (
  process_id uuid NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (day, process_id)
);
GRANT SELECT ON insights.counting TO dialonce_insights;

CREATE FUNCTION insights.note_counting(process uuid, days date[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
  INSERT INTO insights.counting (process_id, day) SELECT process, unnest(days) ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION insights.note_counting(uuid, date[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION insights.note_counting(uuid, date[]) TO dialonce_service;
