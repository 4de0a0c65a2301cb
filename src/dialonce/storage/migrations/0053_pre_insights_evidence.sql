-- What evidence asks of the statistics over all publishers: numbers of rows, and nothing in them.

CREATE FUNCTION insights.overspent(most double precision) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT count(*) FROM (SELECT FROM insights.spending GROUP BY publisher_id, day HAVING sum(epsilon) > most + 1e-6) AS day
$$;

CREATE FUNCTION insights.unproven() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
  SELECT EXISTS (SELECT FROM insights.release AS r
                  WHERE NOT EXISTS (SELECT FROM insights.attestation AS a WHERE a.report_id = r.report_id AND a.passed))
$$;

REVOKE ALL ON FUNCTION insights.overspent(double precision), insights.unproven() FROM PUBLIC;
GRANT USAGE ON SCHEMA insights TO dialonce_directory;
GRANT EXECUTE ON FUNCTION insights.overspent(double precision), insights.unproven() TO dialonce_directory;
