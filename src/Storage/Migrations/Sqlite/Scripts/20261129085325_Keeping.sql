ALTER TABLE "trials" ADD "pinned" INTEGER NOT NULL DEFAULT (0);

ALTER TABLE "sweeps" ADD "archived_at" TEXT NULL;

ALTER TABLE "sweeps" ADD "deleting_at" TEXT NULL;

ALTER TABLE "sweeps" ADD "note" TEXT NULL;

CREATE TABLE "artifact_contents" (
    "sha256" BLOB NOT NULL CONSTRAINT "artifact_contents_pkey" PRIMARY KEY,
    "data" BLOB NULL,
    "file" TEXT NULL,
    CONSTRAINT "artifact_contents_check" CHECK ((data is null) <> (file is null))
);

CREATE TABLE "sweep_tags" (
    "sweep_key" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,
    CONSTRAINT "sweep_tags_pkey" PRIMARY KEY ("sweep_key", "tag"),
    CONSTRAINT "sweep_tags_tag_check" CHECK (tag <> ''),
    CONSTRAINT "sweep_tags_sweep_key_fkey" FOREIGN KEY ("sweep_key") REFERENCES "sweeps" ("key") ON DELETE CASCADE
);

CREATE TABLE "artifacts" (
    "trial_id" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BLOB NOT NULL,
    "at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),
    CONSTRAINT "artifacts_pkey" PRIMARY KEY ("trial_id", "path"),
    CONSTRAINT "artifacts_size_check" CHECK (size >= 0),
    CONSTRAINT "artifacts_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "artifact_contents" ("sha256"),
    CONSTRAINT "artifacts_trial_id_fkey" FOREIGN KEY ("trial_id") REFERENCES "trials" ("id")
);

CREATE INDEX "artifacts_sha256" ON "artifacts" ("sha256");

CREATE INDEX "sweep_tags_tag" ON "sweep_tags" ("tag");

-- Views as before, but without sweeps that are being deleted, and with what people wrote about a sweep.
drop view sweep_progress;
drop view trial_states;
drop view trial_curves;
drop view best_trials;

create view best_trials as
select s.id as sweep,
       s.name,
       b.number as trial,
       b.objective,
       s.metric,
       s.goal,
       (select m.value
        from metrics m join metric_names n on n.id = m.metric_id
        where m.trial_id = b.id and n.name = 'test_accuracy'
        order by m.step desc limit 1) as test_accuracy,
       b.assignment,
       b.attempt,
       b.started_at,
       b.finished_at,
       b.trained_seconds as seconds
from sweeps s
join trials b on b.id = case s.goal
    when 'maximize' then (
        select t.id from trials t
        where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null
        order by t.objective desc, t.number limit 1)
    else (
        select t.id from trials t
        where t.sweep_key = s.key and t.status = 'completed' and t.objective is not null
        order by t.objective, t.number limit 1)
    end
where s.deleting_at is null;

create view trial_curves as
select s.id as sweep,
       s.name,
       t.number as trial,
       n.name as metric,
       m.step,
       m.at,
       m.value,
       case m.kind when 0 then 'finite' when 1 then 'nan' when 2 then 'infinity' else '-infinity' end as kind
from sweeps s
join trials t on t.sweep_key = s.key
join metrics m on m.trial_id = t.id
join metric_names n on n.id = m.metric_id
where s.deleting_at is null;

create view trial_states as
select t.id,
       s.id as sweep,
       s.name,
       t.number as trial,
       case when t.status = 'running' and l.silo is null then 'waiting' else t.status end as status,
       t.trained_seconds + case
           when t.status <> 'running' then 0
           else max(0, (
               julianday(case when l.silo is null then coalesce(o.beat_at, 'now') else 'now' end)
               - julianday(coalesce(t.attempt_started_at, t.started_at))) * 86400.0)
       end as seconds
from trials t
join sweeps s on s.key = t.sweep_key
left join live_silos l on l.silo = t.node
left join silos o on o.silo = t.node
where s.deleting_at is null;

create view sweep_progress as
select s.id as sweep,
       s.name,
       s.status,
       s.reason,
       coalesce(c.trials, 0) as trials,
       coalesce(c.running, 0) as running,
       coalesce(c.waiting, 0) as waiting,
       coalesce(c.paused, 0) as paused,
       coalesce(c.completed, 0) as completed,
       coalesce(c.pruned, 0) as pruned,
       coalesce(c.failed, 0) as failed,
       coalesce(c.cancelled, 0) as cancelled,
       coalesce(c.ended, 0) as ended,
       s.run_cap,
       s.metric,
       s.goal,
       b.trial as best_trial,
       b.objective as best_objective,
       c.ended / nullif(((julianday(coalesce(s.finished_at, 'now')) - julianday(s.started_at)) * 1440.0), 0) as trials_per_minute,
       s.created_at,
       s.started_at,
       s.finished_at,
       (julianday(coalesce(s.finished_at, 'now')) - julianday(s.started_at)) * 86400.0 as seconds,
       s.key,
       case
           when s.status not in ('preparing', 'running', 'stopping', 'cancelling') then null
           when not exists (select 1 from live_silos l where l.cluster = s.cluster)
               then case
                   -- A cluster that has not said a word yet may be about to.
                   when s.created_at > strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', '-10 seconds')
                       and not exists (select 1 from silos o where o.cluster = s.cluster) then null
                   else 'a node'
               end
           when not exists (
               select 1 from live_silos l
               where l.cluster = s.cluster and l.pool = n.pool and l.cpus >= n.cpu and l.gpus >= n.gpu)
               then 'a node of pool ''' || n.pool || ''' with cpu: ' || n.cpu_text || case when n.gpu > 0 then ', gpu: ' || n.gpu_text else '' end
       end as waits_for,
       s.archived_at,
       s.note,
       (select group_concat(tag, ',')
        from (select g.tag from sweep_tags g where g.sweep_key = s.key order by g.tag)) as tags
from sweeps s
join (
    select key,
           coalesce(json_extract(spec, '$.resources.pool'), 'default') as pool,
           coalesce(json_extract(spec, '$.resources.cpu'), 1) as cpu,
           coalesce(json_extract(spec, '$.resources.gpu'), 0) as gpu,
           rtrim(rtrim(printf('%.6f', coalesce(json_extract(spec, '$.resources.cpu'), 1)), '0'), '.') as cpu_text,
           rtrim(rtrim(printf('%.6f', coalesce(json_extract(spec, '$.resources.gpu'), 0)), '0'), '.') as gpu_text
    from sweeps) n on n.key = s.key
left join (
    select t.sweep_key,
           count(*) as trials,
           count(*) filter (where t.status = 'running' and exists (select 1 from live_silos l where l.silo = t.node)) as running,
           count(*) filter (where t.status = 'waiting' or (t.status = 'running' and not exists (select 1 from live_silos l where l.silo = t.node))) as waiting,
           count(*) filter (where t.status = 'paused') as paused,
           count(*) filter (where t.status = 'completed') as completed,
           count(*) filter (where t.status = 'pruned') as pruned,
           count(*) filter (where t.status = 'failed') as failed,
           count(*) filter (where t.status = 'cancelled') as cancelled,
           count(*) filter (where t.status in ('completed', 'pruned', 'failed', 'cancelled')) as ended
    from trials t
    group by t.sweep_key) c on c.sweep_key = s.key
left join best_trials b on b.sweep = s.id
where s.deleting_at is null;


INSERT INTO "schema_migrations" ("migration_id", "product_version")
VALUES ('20261129085325_Keeping', '10.0.15');

