ALTER TABLE metrics RENAME TO metric_rows;

ALTER TABLE trials ADD packed boolean NOT NULL DEFAULT (false);

CREATE TABLE packed_curves (
    trial_id bigint NOT NULL,
    metric_id integer NOT NULL,
    points integer NOT NULL,
    first_step bigint NOT NULL,
    stride bigint,
    steps bigint[],
    at timestamp with time zone[] NOT NULL,
    values double precision[] NOT NULL,
    CONSTRAINT packed_curves_pkey PRIMARY KEY (trial_id, metric_id)
);

CREATE UNIQUE INDEX trials_number ON trials (sweep_key, number);

CREATE INDEX trials_to_pack ON trials (id) WHERE not packed and status in ('completed', 'pruned', 'failed', 'cancelled');

-- Short rows are compressed too: the arrays of a curve of 20 points repeat most of their bytes.
alter table packed_curves set (toast_tuple_target = 128);

-- Every point of every curve: those of running trials, and those of packed curves. Select by trial and metric with
-- constants or in a scalar subquery: a join would unpack all curves first.
create view metrics as
select trial_id, metric_id, step, at, value, kind
from metric_rows
union all
select c.trial_id,
       c.metric_id,
       coalesce(p.step, c.first_step + (p.number - 1) * c.stride, c.first_step) as step,
       p.at,
       case when p.value > '-Infinity' and p.value < 'Infinity' then p.value end as value,
       case p.value when 'NaN' then 1 when 'Infinity' then 2 when '-Infinity' then 3 else 0 end::smallint as kind
from packed_curves c
cross join lateral unnest(c.steps, c.at, c.values) with ordinality as p (step, at, value, number);

-- Those who could read the table can read the view.
do $$
declare
    reader text;
begin
    for reader in
        select r.rolname
        from pg_class c cross join lateral aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
        where c.oid = 'metric_rows'::regclass and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
    loop
        execute format('grant select on metrics to %I', reader);
    end loop;
end $$;

-- As before, from the view.
create or replace view best_trials as
select s.id as sweep,
       s.name,
       b.number as trial,
       b.objective,
       s.metric,
       s.goal,
       (select m.value
        from metrics m
        where m.trial_id = b.id and m.metric_id = (select n.id from metric_names n where n.name = 'test_accuracy')
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
    end;

-- The join of points and names is repeated for rows and for packed curves: a condition on the metric then selects curves
-- before they are unpacked, and the lateral join selects trials before.
create or replace view trial_curves as
select s.id as sweep,
       s.name,
       t.number as trial,
       c.metric,
       c.step,
       c.at,
       c.value,
       c.kind
from sweeps s
join trials t on t.sweep_key = s.key
cross join lateral (
    select n.name as metric, m.step, m.at, m.value,
           case m.kind when 0 then 'finite' when 1 then 'nan' when 2 then 'infinity' else '-infinity' end as kind
    from metric_rows m
    join metric_names n on n.id = m.metric_id
    where m.trial_id = t.id
    union all
    select n.name,
           coalesce(p.step, k.first_step + (p.number - 1) * k.stride, k.first_step),
           p.at,
           case when p.value > '-Infinity' and p.value < 'Infinity' then p.value end,
           case p.value when 'NaN' then 'nan' when 'Infinity' then 'infinity' when '-Infinity' then '-infinity'
               else 'finite' end
    from packed_curves k
    join metric_names n on n.id = k.metric_id
    cross join lateral unnest(k.steps, k.at, k.values) with ordinality as p (step, at, value, number)
    where k.trial_id = t.id) c;


INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129063652_PackedCurves', '10.0.15');

