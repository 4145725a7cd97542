-- The value of a parameter, in a form that sorts and compares: numbers as numbers.
create function parameter_value(assignment json, name text) returns jsonb
language sql immutable parallel safe
return (assignment -> name)::jsonb;
