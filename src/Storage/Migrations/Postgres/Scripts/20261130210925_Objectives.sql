ALTER TABLE trials ADD objectives json;

ALTER TABLE trials ADD on_front boolean NOT NULL DEFAULT (false);

CREATE INDEX trials_on_front ON trials (sweep_key) WHERE on_front;

-- The trials that no other one dominates, of sweeps with several objectives. A commit of the sweep marks them.
create view pareto_fronts as
select s.id as sweep,
       s.name,
       t.number as trial,
       jsonb_build_array(s.metric)
           || coalesce(jsonb_path_query_array(s.spec::jsonb, '$.search.more_objectives[*].metric'), '[]') as metrics,
       t.objectives,
       t.assignment,
       t.attempt,
       t.started_at,
       t.finished_at,
       t.trained_seconds as seconds,
       t.violation
from sweeps s
join trials t on t.sweep_key = s.key and t.on_front
where s.deleting_at is null;


INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261130210925_Objectives', '10.0.15');

