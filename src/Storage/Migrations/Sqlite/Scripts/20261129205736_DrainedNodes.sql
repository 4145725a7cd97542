CREATE TABLE "drained_nodes" (
    "cluster" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    CONSTRAINT "drained_nodes_pkey" PRIMARY KEY ("cluster", "node")
);

INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129205736_DrainedNodes', '10.0.15');

