INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129095759_LastValues', '10.0.15');

