#!/usr/bin/env bash
# Runs once in a new PostgreSQL container: what the testbed does with the same files. Passwords come from the environment,
# INTEGRATION_OWNER_PASSWORD and so on.
set -euo pipefail

sql() { # service, database, file
  sed "s/\${service}/$1/g" "/trailbridge/postgres/$3" |
    psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$2"
}

for service in integration license; do
  sql "$service" postgres roles.sql
  for login in owner login relay; do
    variable="${service^^}_${login^^}_PASSWORD"
    psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -v password="${!variable}" -U "$POSTGRES_USER" -d postgres \
      <<<"alter role ${service}_${login} password :'password';"
  done
  createdb -U "$POSTGRES_USER" -O "${service}_owner" "$service"
  sql "$service" "$service" database.sql
  sql "$service" "$service" slot.sql
done
