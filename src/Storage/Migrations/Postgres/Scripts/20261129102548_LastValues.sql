ALTER TABLE packed_curves ADD last double precision GENERATED ALWAYS AS ("values"[points]) STORED NOT NULL;

CREATE INDEX packed_curves_last ON packed_curves (trial_id, metric_id) INCLUDE (last);

INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129102548_LastValues', '10.0.15');

