INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129065900_SweepCounts', '10.0.15');

