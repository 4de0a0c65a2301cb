-- What support looks at: the calls of the last hours. Rows come in the order of time, mostly, so a few bytes a megabyte will do.
CREATE INDEX call_step_by_time ON personal.call_step USING brin (occurred_at);
