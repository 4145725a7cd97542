-- The secret is a file beside the database, which only its owner reads; this keeps the versions of both schemas alike.
select 7;
