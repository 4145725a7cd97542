-- No two trials have the same parameters, from which the planner would conclude that each is a group of its own.
alter table trials alter column parameter_values set statistics 0;

-- The JSON text of a parameter's value, or 'null' if the trial does not have the parameter. Groups have equal texts.
create function parameter_text(parameter_values jsonb, name text) returns text
language sql immutable parallel safe
return coalesce((parameter_values -> name)::text, 'null');
