-- A second version of an interface, shown in a share of its calls: to compare both (A/B).

ALTER TABLE core.interface ADD COLUMN rival_version integer;
ALTER TABLE core.interface ADD COLUMN rival_percent smallint NOT NULL DEFAULT 0 CHECK (rival_percent BETWEEN 0 AND 100);
