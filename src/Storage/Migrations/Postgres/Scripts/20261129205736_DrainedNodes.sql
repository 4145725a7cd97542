CREATE TABLE drained_nodes (
    cluster text NOT NULL,
    node text NOT NULL,
    at timestamp with time zone NOT NULL DEFAULT (now()),
    CONSTRAINT drained_nodes_pkey PRIMARY KEY (cluster, node)
);

INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129205736_DrainedNodes', '10.0.15');

