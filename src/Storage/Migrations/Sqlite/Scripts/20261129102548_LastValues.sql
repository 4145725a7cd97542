INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129102548_LastValues', '10.0.15');

