-- The database role of Grafana: it reads what the dashboards ask for, and neither what sweeps were given (their 'env' may
-- hold secrets) nor what proves to silos that a client is theirs. Run it with psql as the role that owns the tables, once
-- they are there; it may run any number of times. The password is in the environment:
--   GRAFANA_DATABASE_PASSWORD=… psql -v ON_ERROR_STOP=1 -f deploy/grafana/role.sql
\getenv password GRAFANA_DATABASE_PASSWORD
select not exists (select from pg_roles where rolname = 'grafana') as missing \gset
\if :missing
    create role grafana login;
\endif
alter role grafana password :'password';
alter role grafana set default_transaction_read_only = on;

grant usage on schema public to grafana;
grant select on best_trials, trial_curves, sweep_progress, trial_states, live_silos, metrics, metric_names to grafana;
grant select (key, id, name, workload, dataset, method, metric, goal, run_cap, cluster, status, created_at, started_at, finished_at)
    on sweeps to grafana;
grant select (id, sweep_key, number, status, attempt, restarts, node, assignment, objective, created_at, started_at, finished_at)
    on trials to grafana;
grant select (silo, cluster, node, pool, cpus, gpus, version) on silos to grafana;
