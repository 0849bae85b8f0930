#!/usr/bin/env bats
# The script against a stub AWS CLI and a stub Trailbridge. Runs by itself (bats src/test/bats) and from Maven (TrailbridgeScriptIT).

setup() {
  SCRIPT=${TRAILBRIDGE_SCRIPT:-$BATS_TEST_DIRNAME/../../main/resources/io/trailbridge/integration/setup/trailbridge-aws.sh}
  export STUB=$BATS_TEST_TMPDIR/stub STUB_BIN=$BATS_TEST_DIRNAME/stubs
  mkdir -p "$STUB/roles" "$STUB/answers"
  touch "$STUB/calls" "$STUB/writes" "$STUB/curls"
  export PATH=$STUB_BIN:$PATH
  export TRAILBRIDGE_URL=https://trailbridge.example TRAILBRIDGE_TOKEN=0123456789abcdef0123456789abcdef
  echo 222222222222 >"$STUB/account"
  echo 222222222222 >"$STUB/manager"
  ID=0190f7c2-aaaa-7bbb-8ccc-0123456789ab
  NAME=trailbridge-0190f7c2aaaa7bbb8ccc0123456789ab
  plan >"$STUB/answers/plan"
  printf '{}\n202' >"$STUB/answers/complete"
  printf '{}\n202' >"$STUB/answers/removed"
}

head_of() {
  printf '%s\n' "trailbridge-$1 1" "connection $ID" 'tenant acme' 'partition aws' 'account 222222222222' 'region eu-central-1'
}

plan() {
  head_of plan
  printf '%s\n' "organization ${1:-false}" "delivery ${2:-PULL}" 'worker-role arn:aws:iam::111111111111:role/trailbridge-worker' \
    'external-id 0f0e0d0c0b0a09080706050403020100' \
    'access-policy {"Version":"2012-10-17","Statement":[{"Sid":"Topic","Effect":"Allow","Action":["sns:Subscribe"],"Resource":"arn:aws:sns:eu-central-1:222222222222:x"}]}'
  if [ "${2-}" = PUSH ]; then
    printf '%s\n' 'forwarder-policy {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:ReceiveMessage"],"Resource":"*"}]}'
  fi
  printf '%s\n%s' 'end plan' 200
}

removal() {
  head_of removal
  printf 'ready %s\n' "$1"
  shift
  [ $# -eq 0 ] || printf 'left %s\n' "$@"
  printf '%s\n%s' 'end removal' 200
}

run_script() {
  run bash "$SCRIPT" "$@" </dev/null
}

# The opposite of grep; a bare "!" would never fail a test.
absent() {
  if grep "$@"; then
    return 1
  fi
}

writes() {
  wc -l <"$STUB/writes" | tr -d ' '
}

@test "connect creates the access role, verifies it and calls back" {
  run_script connect
  [ "$status" -eq 0 ]
  [[ $output == *"create     role $NAME-access"* ]]
  [ "$(cat "$STUB/writes")" = "iam create-role $NAME-access
iam put-role-policy $NAME-access" ]
  [ "$(cat "$STUB/roles/$NAME-access/connection")" = "$ID" ]
  grep -q '"sts:ExternalId":"0f0e0d0c0b0a09080706050403020100"' "$STUB/roles/$NAME-access/trust"
  grep -qF "{\"accountId\":\"222222222222\",\"accessRoleArn\":\"arn:aws:iam::222222222222:role/$NAME-access\"}" "$STUB/curls"
}

@test "connect run twice changes nothing the second time, and completes again" {
  run_script connect
  : >"$STUB/writes"
  run_script connect
  [ "$status" -eq 0 ]
  [[ $output == *"unchanged  role $NAME-access"* ]]
  [ "$(writes)" -eq 0 ]
  [ "$(grep -c '^complete$' "$STUB/asked")" -eq 2 ]
}

@test "connect makes the forwarder's role for PUSH and names it" {
  plan false PUSH >"$STUB/answers/plan"
  run_script connect
  [ "$status" -eq 0 ]
  [ -d "$STUB/roles/$NAME-forwarder" ]
  grep -q 'lambda.amazonaws.com' "$STUB/roles/$NAME-forwarder/trust"
  grep -qF "\"forwarderRoleArn\":\"arn:aws:iam::222222222222:role/$NAME-forwarder\"}" "$STUB/curls"
}

@test "connect prepares an organization, and only what is missing" {
  plan true >"$STUB/answers/plan"
  run_script connect
  [ "$status" -eq 0 ]
  grep -q '^iam create-service-linked-role' "$STUB/writes"
  grep -q '^organizations enable-aws-service-access' "$STUB/writes"
  : >"$STUB/writes"
  run_script connect
  [ "$status" -eq 0 ]
  [ "$(writes)" -eq 0 ]
}

@test "connect in a member account says who can let CloudTrail in" {
  plan true >"$STUB/answers/plan"
  echo 999999999999 >"$STUB/manager"
  run_script connect
  [ "$status" -eq 1 ]
  [[ $output == *'only its management account 999999999999'* ]]
  [ "$(writes)" -eq 0 ]
}

@test "connect outside of an organization says so" {
  plan true >"$STUB/answers/plan"
  echo AWSOrganizationsNotInUseException >"$STUB/fail-organizations-describe-organization"
  run_script connect
  [ "$status" -eq 1 ]
  [[ $output == *'is not in an organization'* ]]
}

@test "dry run changes nothing and tells Trailbridge nothing" {
  run_script connect --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *"create     role $NAME-access"* ]]
  [[ $output == *'nothing was changed'* ]]
  [ "$(writes)" -eq 0 ]
  [ "$(cat "$STUB/asked")" = plan ]
}

@test "connect mends a role of ours that was changed, and only what differs" {
  run_script connect
  echo '[["Allow",{"AWS":"*"},"sts:AssumeRole",null]]' >"$STUB/roles/$NAME-access/trust"
  : >"$STUB/writes"
  run_script connect
  [ "$status" -eq 0 ]
  [ "$(cat "$STUB/writes")" = "iam update-assume-role-policy $NAME-access" ]
}

@test "connect does not touch a role without our tag" {
  mkdir "$STUB/roles/$NAME-access"
  for part in connection tenant trust; do echo None >"$STUB/roles/$NAME-access/$part"; done
  run_script connect
  [ "$status" -eq 1 ]
  [[ $output == *'without the tag'* ]]
  [ "$(writes)" -eq 0 ]
}

@test "connect fails where AWS does not keep what was written" {
  printf '#!/bin/sh\nexit 0\n' >"$STUB/on-iam-put-role-policy"
  printf '#!/bin/sh\nrm -f %s/roles/*/policy-trailbridge\n' "$STUB" >"$STUB/on-iam-get-role-policy"
  chmod +x "$STUB"/on-*
  run_script connect
  [ "$status" -eq 1 ]
  [[ $output == *'is not as it was written'* ]]
  absent -q '^complete$' "$STUB/asked"
}

@test "connect in the wrong account says which, and changes nothing" {
  echo 555555555555 >"$STUB/account"
  run_script connect
  [ "$status" -eq 5 ]
  [[ $output == *'this is AWS account 555555555555, but the connection is for account 222222222222'* ]]
  [ "$(writes)" -eq 0 ]
}

@test "connect without credentials says to sign in" {
  echo ExpiredToken >"$STUB/fail-sts-get-caller-identity"
  run_script connect
  [ "$status" -eq 5 ]
  [[ $output == *'What to do: sign in to account 222222222222'* ]]
}

@test "connect without permission names the call and the policy" {
  echo AccessDenied >"$STUB/fail-iam-create-role"
  run_script connect
  [ "$status" -eq 1 ]
  [[ $output == *'iam create-role'* ]]
  [[ $output == *'https://trailbridge.example/api/v1/setup/runner-policy?organization=false'* ]]
}

@test "each missing tool is named" {
  local bin=$BATS_TEST_TMPDIR/bin
  mkdir "$bin"
  ln -s "$STUB_BIN/curl" "$bin/curl"
  PATH=$bin run "$BASH" "$SCRIPT" connect
  [ "$status" -eq 3 ]
  [[ $output == *'aws is not installed'* ]]
  rm "$bin/curl"
  ln -s "$STUB_BIN/aws" "$bin/aws"
  PATH=$bin run "$BASH" "$SCRIPT" connect
  [ "$status" -eq 3 ]
  [[ $output == *'curl is not installed'* ]]
}

@test "missing or malformed variables are named, and nothing is called" {
  TRAILBRIDGE_TOKEN='' run_script connect
  [ "$status" -eq 2 ]
  TRAILBRIDGE_URL='' run_script connect
  [ "$status" -eq 2 ]
  TRAILBRIDGE_URL=http://trailbridge.example run_script connect
  [ "$status" -eq 2 ]
  TRAILBRIDGE_TOKEN='0123456789abcdef" -o /tmp/x' run_script connect
  [ "$status" -eq 2 ]
  [ ! -s "$STUB/calls" ]
  [ ! -s "$STUB/curls" ]
}

@test "wrong use shows how it is used, and calls nothing" {
  for words in '' 'conect' 'connect remove' 'connect --force' '--yes'; do
    # shellcheck disable=SC2086 # words are words
    run_script $words
    [ "$status" -eq 2 ]
    [[ $output == Usage:* ]]
  done
  [ ! -s "$STUB/calls" ]
  [ ! -s "$STUB/curls" ]
}

@test "the token is never an argument, and TLS is asked for" {
  run_script connect
  absent -q "$TRAILBRIDGE_TOKEN" "$STUB/curls"
  absent -q "$TRAILBRIDGE_TOKEN" "$STUB/calls"
  grep -qF "header = \"Authorization: Bearer $TRAILBRIDGE_TOKEN\"" "$STUB/curl-config"
  [ "$(grep -c -e "--proto =https --tlsv1.2" "$STUB/curls")" -eq 2 ]
}

@test "a refused token is explained" {
  printf '{"type":"urn:trailbridge:problem:token-invalid"}\n401' >"$STUB/answers/plan"
  run_script connect
  [ "$status" -eq 4 ]
  [[ $output == *'does not accept this token'* ]]
  [ ! -s "$STUB/calls" ]
}

@test "a lost reply is asked for again" {
  mv "$STUB/answers/complete" "$STUB/answers/complete.3"
  printf '\n503' >"$STUB/answers/complete.2"
  run_script connect
  [ "$status" -eq 0 ]
  [ "$(grep -c '^complete$' "$STUB/asked")" -eq 3 ]
}

@test "an unreachable Trailbridge ends after five tries" {
  rm "$STUB/answers/plan"
  run_script connect
  [ "$status" -eq 7 ]
  [[ $output == *'was not reached'* ]]
  [ "$(grep -c '^plan$' "$STUB/asked")" -eq 5 ]
}

@test "a plan that is cut off or altered is refused before AWS is called" {
  local whole line
  whole=$(plan)
  for line in 'end plan' "connection $ID" 'account 222222222222' 'tenant acme'; do
    printf '%s' "${whole/$line$'\n'/}" >"$STUB/answers/plan"
    run_script connect
    [ "$status" -eq 7 ]
  done
  for line in 'account 2222$(id)2222' 'account ٢٢٢٢٢٢٢٢٢٢٢٢' 'region eu-central-1;id' 'tenant Acme' 'partition aws-moon' 'organization maybe' \
    'external-id a b c d e f g h i j k l' 'worker-role *' 'access-policy file:///etc/passwd' 'access-policy {"Version":"2012-10-17"}'; do
    printf '%s' "${whole/end plan/$line$'\n'end plan}" >"$STUB/answers/plan"
    run_script connect
    [ "$status" -eq 7 ]
  done
  [ ! -s "$STUB/calls" ]
}

@test "it never asks where standard input is no terminal" {
  run bash -c "printf 'n\n' | bash '$SCRIPT' connect"
  [ "$status" -eq 0 ]
  [[ $output != *'Go on?'* ]]
}

@test "at a terminal it asks, and no means no" {
  command -v script >/dev/null || skip 'script(1) is missing'
  run script -qec "bash '$SCRIPT' connect" /dev/null < <(printf 'n\n')
  [[ $output == *'Go on? [y/N]'* ]]
  [[ $output == *'nothing was changed'* ]]
  [ "$(writes)" -eq 0 ]
}

@test "Ctrl-C says what to do, and how to take back what is there" {
  printf '#!/bin/sh\nkill -INT %s\n' '$(cat '"$STUB"'/pid)' >"$STUB/on-iam-put-role-policy"
  chmod +x "$STUB/on-iam-put-role-policy"
  # A shell cannot trap a signal that was ignored when it began, and whatever runs in the background ignores SIGINT.
  run bash -c "perl -e '\$SIG{INT} = q(DEFAULT); exec @ARGV' bash '$SCRIPT' connect </dev/null & echo \$! >'$STUB/pid'; wait \$!"
  [ "$status" -eq 130 ]
  [[ $output == *'run the same command again, it goes on where it stopped'* ]]
  [[ $output == *"aws iam delete-role --role-name $NAME-access"* ]]
  absent -q '^complete$' "$STUB/asked"
}

@test "remove waits, runs what is left with the roles last, and confirms" {
  export STUB_MODE=remove
  mkdir "$STUB/roles/$NAME-access"
  echo "$ID" >"$STUB/roles/$NAME-access/connection"
  removal false "TRAIL arn:aws:cloudtrail:eu-central-1:222222222222:trail/$NAME" >"$STUB/answers/removal"
  removal true "ROLE arn:aws:iam::222222222222:role/$NAME-access" \
    "SUBSCRIPTION arn:aws:sns:eu-central-1:222222222222:$NAME:11111111-2222-3333-4444-555555555555" \
    "FUNCTION arn:aws:lambda:eu-central-1:222222222222:function:$NAME" \
    "LOG_GROUP arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/$NAME" \
    "QUEUE arn:aws:sqs:eu-central-1:222222222222:$NAME" \
    "TRAIL arn:aws:cloudtrail:eu-central-1:222222222222:trail/$NAME" \
    "NOTIFICATION arn:aws:s3:::$NAME" \
    "TOPIC arn:aws:sns:eu-central-1:222222222222:$NAME" \
    "BUCKET arn:aws:s3:::$NAME" >"$STUB/answers/removal.3"
  run_script remove
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(cut -d' ' -f1,2 "$STUB/writes" | tr '\n' ,)" = \
    'sns unsubscribe,lambda delete-event-source-mapping,lambda delete-function,logs delete-log-group,sqs delete-queue,cloudtrail delete-trail,s3api put-bucket-notification-configuration,sns delete-topic,s3 rb,iam delete-role-policy,iam delete-role,' ]
  [ ! -d "$STUB/roles/$NAME-access" ]
  [ "$(grep -c '^5$' "$STUB/sleeps")" -eq 2 ]
  grep -q '^removed$' "$STUB/asked"
}

@test "remove run again finds nothing to change" {
  export STUB_MODE=remove
  removal true "ROLE arn:aws:iam::222222222222:role/$NAME-access" >"$STUB/answers/removal"
  run_script remove
  [ "$status" -eq 0 ]
  [ "$(writes)" -eq 0 ]
}

@test "remove takes not found for removed" {
  echo TrailNotFoundException >"$STUB/fail-cloudtrail-delete-trail"
  echo AWS.SimpleQueueService.NonExistentQueue >"$STUB/fail-sqs-get-queue-url"
  echo NoSuchBucket >"$STUB/fail-s3-rb"
  removal true "TRAIL arn:aws:cloudtrail:eu-central-1:222222222222:trail/$NAME" \
    "QUEUE arn:aws:sqs:eu-central-1:222222222222:$NAME" "BUCKET arn:aws:s3:::$NAME" >"$STUB/answers/removal"
  run_script remove
  [ "$status" -eq 0 ]
}

@test "remove stops at what AWS refuses and does not confirm" {
  echo AccessDenied >"$STUB/fail-cloudtrail-delete-trail"
  removal true "TRAIL arn:aws:cloudtrail:eu-central-1:222222222222:trail/$NAME" "ROLE arn:aws:iam::222222222222:role/$NAME-access" >"$STUB/answers/removal"
  run_script remove
  [ "$status" -eq 1 ]
  [[ $output == *'cloudtrail delete-trail'* ]]
  absent -q '^removed$' "$STUB/asked"
  absent -q 'delete-role' "$STUB/writes"
}

@test "remove refuses what is not this connection's" {
  local left
  for left in 'BUCKET arn:aws:s3:::payroll' 'ROLE arn:aws:iam::222222222222:role/admin' \
    "ROLE arn:aws:iam::333333333333:role/$NAME-access" "TOPIC arn:aws:sns:eu-central-1:222222222222:alarms" \
    "TRAIL arn:aws:cloudtrail:eu-central-1:222222222222:trail/main" 'VPC arn:aws:ec2:eu-central-1:222222222222:vpc/x' \
    "QUEUE arn:aws:sqs:eu-central-1:222222222222:$NAME/../x" "FUNCTION arn:aws-cn:lambda:eu-central-1:222222222222:function:$NAME"; do
    removal true "$left" >"$STUB/answers/removal"
    run_script remove
    [ "$status" -eq 7 ]
  done
  [ "$(writes)" -eq 0 ]
}

@test "remove gives up after fifteen minutes and changes nothing" {
  removal false >"$STUB/answers/removal"
  run_script remove
  [ "$status" -eq 8 ]
  [ "$(writes)" -eq 0 ]
}

@test "remove --dry-run shows what is left and changes nothing" {
  removal true "TRAIL arn:aws:cloudtrail:eu-central-1:222222222222:trail/$NAME" >"$STUB/answers/removal"
  run_script remove --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *"delete     TRAIL arn:aws:cloudtrail"* ]]
  [ "$(writes)" -eq 0 ]
  [ "$(cat "$STUB/asked")" = removal ]
}

@test "remove does not touch a role without our tag" {
  export STUB_MODE=remove
  mkdir "$STUB/roles/$NAME-access"
  echo None >"$STUB/roles/$NAME-access/connection"
  removal true "ROLE arn:aws:iam::222222222222:role/$NAME-access" >"$STUB/answers/removal"
  run_script remove
  [ "$status" -eq 1 ]
  [ "$(writes)" -eq 0 ]
}

@test "no sampled truncated prefix of the script calls anything" {
  local size step n part=$BATS_TEST_TMPDIR/part.sh
  size=$(wc -c <"$SCRIPT")
  step=${TRAILBRIDGE_PREFIX_STEP:-311}
  for ((n = 0; n < size - 1; n += step)); do
    head -c "$n" "$SCRIPT" >"$part"
    bash "$part" connect </dev/null >/dev/null 2>&1 || true
  done
  # Every byte of the last lines; where only the newline is missing, it is whole.
  for ((n = size - 60; n < size - 1; n++)); do
    head -c "$n" "$SCRIPT" >"$part"
    bash "$part" connect </dev/null >/dev/null 2>&1 || true
  done
  [ ! -s "$STUB/calls" ]
  [ ! -s "$STUB/curls" ]
}
