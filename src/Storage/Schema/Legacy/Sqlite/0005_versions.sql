-- What each silo runs: its version, as people call it, and the protocol that it speaks with other silos and with clients.
alter table silos add column version text not null default '';
alter table silos add column protocol integer not null default 1;
