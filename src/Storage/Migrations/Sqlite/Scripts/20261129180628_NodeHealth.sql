ALTER TABLE "silos" ADD "draining" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "silos" ADD "quarantined" TEXT NOT NULL DEFAULT ('');

ALTER TABLE "silos" ADD "waiting" INTEGER NOT NULL DEFAULT 0;

INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129180628_NodeHealth', '10.0.15');

