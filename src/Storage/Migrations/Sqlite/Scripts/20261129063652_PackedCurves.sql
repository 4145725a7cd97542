CREATE UNIQUE INDEX "trials_number" ON "trials" ("sweep_key", "number");

INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129063652_PackedCurves', '10.0.15');

