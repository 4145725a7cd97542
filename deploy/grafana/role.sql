-- Creates Grafana's database role. It can read what the dashboards query, but not the specifications of sweeps, whose
-- 'env' may contain secrets, and not the secret with which clients and silos authenticate. Run it with psql as the
-- owner of the tables, once these exist. It can be run repeatedly. The password is in the environment:
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
