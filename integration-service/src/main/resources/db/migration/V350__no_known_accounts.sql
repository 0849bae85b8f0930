-- A backfill of a whole organization asks the bucket which accounts there are.
alter table connection drop column known_accounts;
