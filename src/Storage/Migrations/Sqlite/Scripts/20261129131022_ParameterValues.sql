INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129131022_ParameterValues', '10.0.15');

