ALTER TABLE silos ADD unreached text NOT NULL DEFAULT ('');

INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129135738_Reachability', '10.0.15');

