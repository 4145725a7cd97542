ALTER TABLE silos ADD draining boolean NOT NULL DEFAULT FALSE;

ALTER TABLE silos ADD quarantined text NOT NULL DEFAULT ('');

ALTER TABLE silos ADD waiting integer NOT NULL DEFAULT 0;

INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129180628_NodeHealth', '10.0.15');

