CREATE TABLE access_tokens (
    id text NOT NULL,
    person text NOT NULL,
    role text NOT NULL,
    sha256 bytea NOT NULL,
    created_at timestamp with time zone NOT NULL DEFAULT (now()),
    created_by text NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT access_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT access_tokens_role_check CHECK (role in ('viewer', 'submitter', 'operator', 'admin'))
);

CREATE TABLE audit_log (
    key integer GENERATED ALWAYS AS IDENTITY,
    at timestamp with time zone NOT NULL DEFAULT (now()),
    who text NOT NULL,
    via text NOT NULL,
    action text NOT NULL,
    sweep text,
    target text NOT NULL,
    refused text,
    CONSTRAINT audit_log_pkey PRIMARY KEY (key)
);

CREATE TABLE sweep_owners (
    sweep text NOT NULL,
    owner text NOT NULL,
    CONSTRAINT sweep_owners_pkey PRIMARY KEY (sweep)
);

CREATE INDEX audit_log_sweep ON audit_log (sweep);

INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261130205813_People', '10.0.15');

