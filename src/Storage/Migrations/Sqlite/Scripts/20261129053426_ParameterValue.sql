INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129053426_ParameterValue', '10.0.15');

