CREATE TABLE "access_tokens" (
    "id" TEXT NOT NULL CONSTRAINT "access_tokens_pkey" PRIMARY KEY,
    "person" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "sha256" BLOB NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    "created_by" TEXT NOT NULL,
    "expires_at" TEXT NULL,
    "revoked_at" TEXT NULL,
    CONSTRAINT "access_tokens_role_check" CHECK (role in ('viewer', 'submitter', 'operator', 'admin'))
);

CREATE TABLE "audit_log" (
    "key" INTEGER NOT NULL CONSTRAINT "audit_log_pkey" PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    "who" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "sweep" TEXT NULL,
    "target" TEXT NOT NULL,
    "refused" TEXT NULL
);

CREATE TABLE "sweep_owners" (
    "sweep" TEXT NOT NULL CONSTRAINT "sweep_owners_pkey" PRIMARY KEY,
    "owner" TEXT NOT NULL
);

CREATE INDEX "audit_log_sweep" ON "audit_log" ("sweep");

INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261130205813_People', '10.0.15');

