-- The count reads the index of a tenant's list, which has the status too: an index of the status alone would tempt
-- the planner away from that list where a status is rare. So would the index of those in trouble: its condition is
-- one that no list asks for.
drop index connection_status;
drop index connection_trouble;
create index connection_trouble on connection (updated_at)
  where deleted_at is null and (status = 'DISCONNECTED'
    or (status = 'PENDING' and access_role_arn is not null) or status in ('PROVISIONING', 'DELETING'));
