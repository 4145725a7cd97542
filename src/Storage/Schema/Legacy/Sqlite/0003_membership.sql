-- With SQLite a cluster has one silo, so there is nothing to keep here; a version means the same in both databases.
select 1;
