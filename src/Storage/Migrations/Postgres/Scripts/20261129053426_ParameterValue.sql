-- The value of a parameter, in a form that sorts and compares: numbers as numbers.
create function parameter_value(assignment json, name text) returns jsonb
language sql immutable parallel safe
return (assignment -> name)::jsonb;


INSERT INTO schema_migrations (migration_id, product_version)
VALUES ('20261129053426_ParameterValue', '10.0.15');

