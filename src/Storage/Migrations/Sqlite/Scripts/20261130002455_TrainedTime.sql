INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261130002455_TrainedTime', '10.0.15');

