#!/usr/bin/env bash
#
# trailbridge-aws.sh: connects an AWS account to Trailbridge, and takes the connection back.
#
#   TRAILBRIDGE_URL=... TRAILBRIDGE_TOKEN=... bash trailbridge-aws.sh connect [--dry-run] [--yes]
#   TRAILBRIDGE_URL=... TRAILBRIDGE_TOKEN=... bash trailbridge-aws.sh remove  [--dry-run] [--yes]
#
# Needs bash 3.2 or later, curl and the AWS CLI, signed in to the account; AWS CloudShell has all of it.
# Run twice it changes nothing. The file does nothing until its very last line, so a download that was cut off is harmless.
#
# Exit codes: 0 done, 1 AWS refused or something differs, 2 wrong use, 3 a tool is missing, 4 token refused,
# 5 wrong account or not signed in, 6 you said no, 7 Trailbridge not reached, 8 not ready yet, 130 interrupted.

usage() {
  printf '%s\n' \
    'Usage: TRAILBRIDGE_URL=... TRAILBRIDGE_TOKEN=... bash trailbridge-aws.sh connect|remove [--dry-run] [--yes]' \
    '' \
    '  connect    creates or adopts the roles that Trailbridge needs in this AWS account, and completes the set-up' \
    '  remove     removes what is left of the connection in this AWS account, the roles last' \
    '  --dry-run  shows what would be done, and changes nothing' \
    '  --yes      does not ask' \
    '' \
    'Both variables stand in the command that the Trailbridge console shows.'
}

# --- what is said, and how it ends -------------------------------------------------------------

say() {
  printf '%s\n' "$*"
}

# fail CODE WHAT REMEDY: says what failed and what to do, and ends.
fail() {
  local code=$1 what=$2 remedy=$3
  trap - INT TERM
  printf '\ntrailbridge: %s\n' "$what" >&2
  printf 'What to do: %s\n' "$remedy" >&2
  exit "$code"
}

# Printable ASCII only and not too long: what others answered is shown, never obeyed by the terminal.
printable() {
  local text=${1//[^[:print:]]/ }
  printf '%s' "${text:0:600}"
}

interrupted() {
  trap - INT TERM
  printf '\n\ntrailbridge: interrupted while %s.\n' "$PHASE" >&2
  if [ "$WRITES" -eq 0 ]; then
    printf 'What to do: nothing was changed in AWS. Run the same command again when you are ready.\n' >&2
  elif [ "$COMMAND" = connect ]; then
    printf 'What to do: run the same command again, it goes on where it stopped. To take back what is there instead:\n' >&2
    role_removal_hint "$ACCESS_ROLE" >&2
    if [ -n "$FORWARDER_ROLE" ]; then
      role_removal_hint "$FORWARDER_ROLE" >&2
    fi
  else
    printf 'What to do: run the same command again, it goes on where it stopped.\n' >&2
  fi
  exit 130
}

role_removal_hint() {
  printf '  aws iam delete-role-policy --role-name %s --policy-name %s\n' "$1" "$POLICY_NAME"
  printf '  aws iam delete-role --role-name %s\n' "$1"
}

# Asks only where somebody sits at a terminal and did not say --yes.
confirm() {
  local answer
  if [ "$YES" = true ] || [ ! -t 0 ]; then
    return 0
  fi
  printf '\nGo on? [y/N] '
  IFS= read -r answer || answer=''
  case $answer in
    y | Y | yes | YES | Yes) ;;
    *) fail 6 'stopped, nothing was changed.' 'run the command again and answer y, or show it to whoever decides.' ;;
  esac
}

# --- Trailbridge's side --------------------------------------------------------------------------

# http METHOD PATH [BODY]: sets STATUS and BODY. The token goes through standard input, where no process list shows it.
http_once() {
  local method=$1 path=$2 body=${3-} both code
  local flags
  flags=(-q -sS --connect-timeout 10 --max-time 30 --max-redirs 0 -X "$method"
    -H 'Accept: text/plain, application/json;q=0.5, application/problem+json;q=0.5' -w '\n%{http_code}')
  if [ "${TRAILBRIDGE_URL:0:8}" = 'https://' ]; then
    flags=("${flags[@]}" --proto '=https' --tlsv1.2)
  else
    flags=("${flags[@]}" --proto '=http')
  fi
  if [ -n "$body" ]; then
    flags=("${flags[@]}" -H 'Content-Type: application/json' --data-binary "$body")
  fi
  both=$(printf 'header = "Authorization: Bearer %s"\n' "$TRAILBRIDGE_TOKEN" \
    | curl "${flags[@]}" --config - -- "$TRAILBRIDGE_URL/api/v1$path" 2>&1)
  code=$?
  STATUS=${both##*$'\n'}
  BODY=${both%$'\n'*}
  if [ "$code" -ne 0 ]; then
    STATUS=000
    BODY=$(printable "$both")
  fi
}

# As http_once, but tries again while the fault may pass; ends with a sentence where it does not.
http() {
  local try
  for try in 1 2 3 4 5; do
    http_once "$@"
    case $STATUS in
      2[0-9][0-9]) return 0 ;;
      000 | 429 | 500 | 502 | 503 | 504) [ "$try" -eq 5 ] || sleep "$((try * 2))" ;;
      *) break ;;
    esac
  done
  http_failed "$1 $2"
}

http_failed() {
  local problem='' pattern='"type" *: *"urn:trailbridge:problem:([a-z-]+)"'
  if [[ $BODY =~ $pattern ]]; then
    problem=${BASH_REMATCH[1]}
  fi
  case $STATUS in
    401) fail 4 'Trailbridge does not accept this token: it is wrong, used up, replaced by a newer one, or older than 60 minutes.' \
      'look at the connection in the console. Where it is still waiting, create a new command there and run that one.' ;;
    409) fail 4 "Trailbridge says that this was completed already, with other values (${problem:-conflict})." \
      'look at the connection in the console; create a new command there to set it up again.' ;;
    429) fail 7 'Trailbridge had too many wrong tries from this network.' 'wait a minute, then run the same command again.' ;;
    000) fail 7 "Trailbridge was not reached at $TRAILBRIDGE_URL: $BODY" \
      'check the network (a proxy goes into the variable HTTPS_PROXY), then run the same command again.' ;;
    *) fail 7 "Trailbridge answered $1 with $STATUS ${problem:-} $(printable "$BODY")" \
      'run the same command again; where it stays so, send this message to Trailbridge support.' ;;
  esac
}

bad_answer() {
  fail 7 "Trailbridge sent something that this script does not understand ($1)." \
    'download the script again with the command from the console; where it stays so, send this message to Trailbridge support.'
}

# matches VALUE REGEX: the whole value. No count above 255: macOS refuses it.
matches() {
  local pattern="^($2)\$"
  [[ $1 != *$'\n'* && $1 =~ $pattern ]]
}

# Reads the answer of GET /setup/plan or /setup/removal out of BODY: one key, one space, one value a line, see docs/setup.md.
# Every value has to match its pattern; an unknown key is skipped; without the last line the answer was cut off.
read_answer() {
  local kind=$1 key value ended=false first=true
  CONNECTION='' TENANT='' PARTITION='' ACCOUNT='' REGION='' ORGANIZATION=false WORKER_ROLE='' EXTERNAL_ID=''
  ACCESS_POLICY='' FORWARDER_POLICY='' DELIVERY=PULL READY=false LEFT=''
  while IFS=' ' read -r key value; do
    if [ "$first" = true ]; then
      [ "$key $value" = "trailbridge-$kind 1" ] || bad_answer 'first line'
      first=false
      continue
    fi
    case $key in
      connection) matches "$value" "$UUID" && CONNECTION=$value ;;
      tenant) matches "$value" '[a-z0-9][a-z0-9-]{0,62}' && TENANT=$value ;;
      partition) matches "$value" 'aws|aws-us-gov|aws-cn|aws-eusc' && PARTITION=$value ;;
      account) matches "$value" '[0-9]{12}' && ACCOUNT=$value ;;
      region) matches "$value" '[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}' && REGION=$value ;;
      organization) matches "$value" 'true|false' && ORGANIZATION=$value ;;
      delivery) matches "$value" 'PULL|PUSH' && DELIVERY=$value ;;
      worker-role) matches "$value" "arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+" && WORKER_ROLE=$value ;;
      external-id) matches "$value" '[A-Za-z0-9_-]{16,128}' && EXTERNAL_ID=$value ;;
      access-policy) is_policy "$value" && ACCESS_POLICY=$value ;;
      forwarder-policy) is_policy "$value" && FORWARDER_POLICY=$value ;;
      ready) matches "$value" 'true|false' && READY=$value ;;
      left) matches "$value" '[A-Z_]+ [A-Za-z0-9_.:/-]+' && LEFT=$LEFT$value$'\n' ;;
      end) [ "$value" = "$kind" ] && ended=true ;;
      *) ;;
    esac || bad_answer "line $key"
  done <<<"$BODY"
  [ "$ended" = true ] || bad_answer 'the end is missing'
  if [ -z "$CONNECTION" ] || [ -z "$TENANT" ] || [ -z "$PARTITION" ] || [ -z "$ACCOUNT" ] || [ -z "$REGION" ]; then
    bad_answer 'a line is missing'
  fi
  NAME=trailbridge-${CONNECTION//-/}
  ACCESS_ROLE=$NAME-access
  FORWARDER_ROLE=''
  if [ "$DELIVERY" = PUSH ]; then
    FORWARDER_ROLE=$NAME-forwarder
  fi
  export AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION
}

# A policy document on one line, of the characters that policies are made of: nothing that the AWS CLI reads as a file or address.
is_policy() {
  [ "${#1}" -le 10240 ] && matches "$1" '[{]"Version":"2012-10-17","Statement":[[][]A-Za-z0-9{}[",:*._/+=@$-]+[]][}]'
}

# --- the account's side ----------------------------------------------------------------------------

# Runs the AWS CLI; OUT and ERR hold what it printed, the return value is its exit code.
aws_cli() {
  local both code
  # Version 1 of the AWS CLI forgets the variable for this one service.
  if [ "$1" = sqs ] && [ -n "${AWS_ENDPOINT_URL-}" ]; then
    set -- "$@" --endpoint-url "$AWS_ENDPOINT_URL"
  fi
  both=$({
    out=$(aws "$@" </dev/null)
    code=$?
    printf '\n%s\n%s.' "$MARK" "$out"
    exit "$code"
  } 2>&1)
  code=$?
  ERR=${both%%$'\n'"$MARK"$'\n'*}
  OUT=${both#*$'\n'"$MARK"$'\n'}
  OUT=${OUT%.}
  return "$code"
}

# aws_write WHAT ARGS...: a call that changes something. Not found is success where something is taken away.
aws_write() {
  local what=$1
  shift
  WRITES=$((WRITES + 1))
  aws_cli "$@" || aws_failed "$what"
}

aws_remove() {
  local what=$1
  shift
  WRITES=$((WRITES + 1))
  aws_cli "$@" || not_found || aws_failed "$what"
}

not_found() {
  case $ERR in
    *NoSuchEntity* | *NotFound* | *NoSuchBucket* | *NonExistentQueue* | *QueueDoesNotExist* | *'(404)'*) return 0 ;;
    *) return 1 ;;
  esac
}

aws_failed() {
  local answer
  answer=$(printable "$ERR")
  case $ERR in
    *AccessDenied* | *UnauthorizedOperation* | *'not authorized'*)
      fail 1 "AWS did not allow: $1. AWS said: $answer" \
        "sign in as somebody who may do this (the exact policy: $TRAILBRIDGE_URL/api/v1/setup/runner-policy?organization=$ORGANIZATION), then run the same command again." ;;
    *ExpiredToken* | *InvalidClientTokenId* | *'Unable to locate credentials'* | *'security token'* | *'configure credentials'*)
      fail 5 "the AWS CLI is not signed in (it was: $1). AWS said: $answer" \
        "sign in to account ${ACCOUNT:-of this connection}, or open AWS CloudShell there, then run the same command again." ;;
    *)
      fail 1 "AWS refused: $1. AWS said: $answer" \
        'mend what AWS names, then run the same command again: it goes on where it stopped.' ;;
  esac
}

require_tools() {
  local tool
  for tool in curl aws; do
    if ! command -v "$tool" >/dev/null 2>&1; then
      fail 3 "$tool is not installed, or not on the PATH." \
        'install it, or run the command in AWS CloudShell, which has everything.'
    fi
  done
}

require_environment() {
  local loopback='http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?'
  local remedy='copy the whole command from the Trailbridge console, both variables included.'
  TRAILBRIDGE_URL=${TRAILBRIDGE_URL-}
  TRAILBRIDGE_URL=${TRAILBRIDGE_URL%/}
  TRAILBRIDGE_TOKEN=${TRAILBRIDGE_TOKEN-}
  [ -n "$TRAILBRIDGE_URL" ] || fail 2 'the variable TRAILBRIDGE_URL is not set.' "$remedy"
  [ -n "$TRAILBRIDGE_TOKEN" ] || fail 2 'the variable TRAILBRIDGE_TOKEN is not set.' "$remedy"
  matches "$TRAILBRIDGE_URL" "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?|$loopback" \
    || fail 2 'TRAILBRIDGE_URL is no https address.' "$remedy"
  matches "$TRAILBRIDGE_TOKEN" '[A-Za-z0-9_-]{16,200}' || fail 2 'TRAILBRIDGE_TOKEN is not a whole token.' "$remedy"
}

require_account() {
  local account
  PHASE='checking the AWS account'
  aws_cli sts get-caller-identity --query Account --output text || aws_failed 'ask which account this is (sts get-caller-identity)'
  account=$OUT
  if [ "$account" != "$ACCOUNT" ]; then
    fail 5 "this is AWS account $(printable "$account"), but the connection is for account $ACCOUNT." \
      "sign in to account $ACCOUNT and run the same command there, or create a connection for this account in the console."
  fi
}

# look_at_role ROLE PRINCIPAL POLICY: reads what is there into ROLE_THERE, ROLE_ARN, TAGS_SAME, TRUST_SAME, POLICY_SAME.
look_at_role() {
  local role=$1 trust rest tag tenant
  trust="[[\"Allow\",$2]]"
  ROLE_THERE=false ROLE_ARN='' TAGS_SAME=false TRUST_SAME=false POLICY_SAME=false
  if ! aws_cli iam get-role --role-name "$role" --output text --query "[Role.Arn,
      Role.Tags[?Key=='trailbridge:connection'].Value|[0], Role.Tags[?Key=='trailbridge:tenant'].Value|[0],
      to_string(Role.AssumeRolePolicyDocument.Statement[].[Effect,Principal,Action,Condition])]"; then
    not_found || aws_failed "read the role $role (iam get-role)"
    return 0
  fi
  ROLE_THERE=true
  IFS=$'\t' read -r ROLE_ARN tag tenant rest <<<"$OUT"
  if [ "$tag" != "$CONNECTION" ]; then
    fail 1 "a role named $role is there already, without the tag trailbridge:connection=$CONNECTION. It was not touched." \
      "where nobody needs it, delete or rename it, then run the same command again."
  fi
  [ "$ROLE_ARN" = "arn:$PARTITION:iam::$ACCOUNT:role/$role" ] \
    || fail 1 "the role $role has another path or account: $(printable "$ROLE_ARN"). It was not touched." \
      'delete it, then run the same command again.'
  [ "$tenant" != "$TENANT" ] || TAGS_SAME=true
  [ "$rest" != "$trust" ] || TRUST_SAME=true
  if aws_cli iam get-role-policy --role-name "$role" --policy-name "$POLICY_NAME" --output text --query 'to_string(PolicyDocument)'; then
    [ "$OUT" != "$3" ] || POLICY_SAME=true
  else
    not_found || aws_failed "read the policy of the role $role (iam get-role-policy)"
  fi
}

role_is_good() {
  [ "$ROLE_THERE$TAGS_SAME$TRUST_SAME$POLICY_SAME" = truetruetruetrue ]
}

# --- connect ------------------------------------------------------------------------------------------

# What a role's trust policy says, as the AWS CLI's query prints it: principal, action and condition.
access_trust() {
  printf '{"AWS":"%s"},"sts:AssumeRole",{"StringEquals":{"sts:ExternalId":"%s"}}' "$WORKER_ROLE" "$EXTERNAL_ID"
}

access_trust_policy() {
  printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}]}' \
    "$WORKER_ROLE" "$EXTERNAL_ID"
}

forwarder_trust() {
  printf '{"Service":"lambda.amazonaws.com"},"sts:AssumeRole",null'
}

forwarder_trust_policy() {
  printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
}

# announce_role ROLE TRUST POLICY PURPOSE: looks, and says what is to be done with it; counts it in TODO.
announce_role() {
  look_at_role "$1" "$2" "$3"
  if [ "$ROLE_THERE" = false ]; then
    say "  create     role $1"
    TODO=$((TODO + 1))
  elif role_is_good; then
    say "  unchanged  role $1"
  else
    say "  mend       role $1 (tags as wished: $TAGS_SAME, trust: $TRUST_SAME, policy: $POLICY_SAME)"
    TODO=$((TODO + 1))
  fi
  say "             $4"
}

# make_role ROLE TRUST POLICY TRUST_POLICY DESCRIPTION: writes only what differs, and reads it back.
make_role() {
  local role=$1 try
  PHASE="setting up the role $role"
  look_at_role "$1" "$2" "$3"
  if role_is_good; then
    return 0
  fi
  if [ "$ROLE_THERE" = false ]; then
    say "Creating role $role"
    aws_write "create the role $role (iam create-role)" iam create-role --role-name "$role" \
      --assume-role-policy-document "$4" --max-session-duration 3600 --description "$5" \
      --tags "Key=trailbridge:connection,Value=$CONNECTION" "Key=trailbridge:tenant,Value=$TENANT" \
      --query Role.Arn --output text
  else
    if [ "$TAGS_SAME" = false ]; then
      say "Tagging role $role"
      aws_write "tag the role $role (iam tag-role)" iam tag-role --role-name "$role" \
        --tags "Key=trailbridge:tenant,Value=$TENANT"
    fi
    if [ "$TRUST_SAME" = false ]; then
      say "Mending the trust policy of role $role"
      aws_write "change who may assume the role $role (iam update-assume-role-policy)" \
        iam update-assume-role-policy --role-name "$role" --policy-document "$4"
    fi
  fi
  if [ "$POLICY_SAME" = false ]; then
    say "Writing the policy of role $role"
    aws_write "write the policy of the role $role (iam put-role-policy)" \
      iam put-role-policy --role-name "$role" --policy-name "$POLICY_NAME" --policy-document "$3"
  fi
  for try in 1 2 3 4 5 6; do
    look_at_role "$1" "$2" "$3"
    if role_is_good; then
      say "Verified role $role"
      return 0
    fi
    [ "$try" -eq 6 ] || sleep 2
  done
  fail 1 "the role $role is not as it was written (tags: $TAGS_SAME, trust: $TRUST_SAME, policy: $POLICY_SAME)." \
    'see who else changes it (a service control policy, a tool that manages roles), then run the same command again.'
}

# Sets ORGANIZATION_TODO to what CloudTrail still lacks in the organization: role, access, both or nothing.
look_at_organization() {
  local manager
  ORGANIZATION_TODO=''
  PHASE='looking at the organization'
  aws_cli organizations describe-organization --query Organization.MasterAccountId --output text \
    || case $ERR in
      *AWSOrganizationsNotInUse*) fail 1 "account $ACCOUNT is not in an organization." \
        'turn the organization switch of the connection off in the console, or choose the organization'"'"'s management account.' ;;
      *) aws_failed 'read the organization (organizations describe-organization)' ;;
    esac
  manager=$OUT
  if ! aws_cli iam get-role --role-name "$TRAIL_ROLE" --query Role.Arn --output text; then
    not_found || aws_failed "read the role $TRAIL_ROLE (iam get-role)"
    ORGANIZATION_TODO=role
  fi
  aws_cli organizations list-aws-service-access-for-organization --output text \
    --query "EnabledServicePrincipals[?ServicePrincipal=='cloudtrail.amazonaws.com'].ServicePrincipal" \
    || aws_failed 'read which services the organization trusts (organizations list-aws-service-access-for-organization)'
  if [ "$OUT" != cloudtrail.amazonaws.com ]; then
    [ "$manager" = "$ACCOUNT" ] \
      || fail 1 "the organization does not let CloudTrail in yet, and only its management account $(printable "$manager") can change that." \
        "have somebody run there: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com"
    ORGANIZATION_TODO=$ORGANIZATION_TODO' access'
  fi
}

announce_organization() {
  case $ORGANIZATION_TODO in
    *role*) say "  create     role $TRAIL_ROLE (CloudTrail's own, service-linked)" ;;
    *) say "  unchanged  role $TRAIL_ROLE" ;;
  esac
  case $ORGANIZATION_TODO in
    *access*) say '  enable     access of cloudtrail.amazonaws.com to the organization' ;;
    *) say '  unchanged  access of cloudtrail.amazonaws.com to the organization' ;;
  esac
  [ -z "$ORGANIZATION_TODO" ] || TODO=$((TODO + 1))
}

prepare_organization() {
  PHASE='preparing the organization for CloudTrail'
  case $ORGANIZATION_TODO in
    *role*)
      say "Creating CloudTrail's service-linked role"
      WRITES=$((WRITES + 1))
      # Somebody else may have been faster; AWS's answer is proof enough of this one.
      aws_cli iam create-service-linked-role --aws-service-name cloudtrail.amazonaws.com --query Role.Arn --output text \
        || case $ERR in
          *'has been taken'* | *EntityAlreadyExists*) ;;
          *) aws_failed "create CloudTrail's service-linked role (iam create-service-linked-role)" ;;
        esac ;;
  esac
  case $ORGANIZATION_TODO in
    *access*)
      say 'Letting CloudTrail into the organization'
      aws_write 'let CloudTrail into the organization (organizations enable-aws-service-access)' \
        organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com ;;
  esac
  case $ORGANIZATION_TODO in
    *access*)
      look_at_organization
      case $ORGANIZATION_TODO in
        *access*) fail 1 'the organization still does not let CloudTrail in.' 'wait a minute, then run the same command again.' ;;
      esac
      say 'Verified the organization' ;;
  esac
}

connect() {
  local body
  PHASE='asking Trailbridge what to set up'
  http GET /setup/plan
  read_answer plan
  if [ -z "$WORKER_ROLE" ] || [ -z "$EXTERNAL_ID" ] || [ -z "$ACCESS_POLICY" ] \
    || { [ "$DELIVERY" = PUSH ] && [ -z "$FORWARDER_POLICY" ]; }; then
    bad_answer 'a line is missing'
  fi
  require_account
  say "Trailbridge connection $CONNECTION: AWS account $ACCOUNT, region $REGION"
  say ''
  TODO=0
  announce_role "$ACCESS_ROLE" "$(access_trust)" "$ACCESS_POLICY" "lets $WORKER_ROLE in, only with this connection's external id"
  if [ "$DELIVERY" = PUSH ]; then
    announce_role "$FORWARDER_ROLE" "$(forwarder_trust)" "$FORWARDER_POLICY" 'lets the forwarder function read new log files'
  fi
  if [ "$ORGANIZATION" = true ]; then
    look_at_organization
    announce_organization
  fi
  if [ "$DRY_RUN" = true ]; then
    say ''
    say "Policy of $ACCESS_ROLE:"
    say "  $ACCESS_POLICY"
    if [ "$DELIVERY" = PUSH ]; then
      say "Policy of $FORWARDER_ROLE:"
      say "  $FORWARDER_POLICY"
    fi
    say 'Dry run: nothing was changed, and Trailbridge was not told.'
    return 0
  fi
  if [ "$TODO" -gt 0 ]; then
    confirm
    say ''
    make_role "$ACCESS_ROLE" "$(access_trust)" "$ACCESS_POLICY" "$(access_trust_policy)" 'Trailbridge reads CloudTrail through this role'
    if [ "$DELIVERY" = PUSH ]; then
      make_role "$FORWARDER_ROLE" "$(forwarder_trust)" "$FORWARDER_POLICY" "$(forwarder_trust_policy)" 'Trailbridge forwarder function'
    fi
    if [ "$ORGANIZATION" = true ]; then
      prepare_organization
    fi
  fi
  PHASE='telling Trailbridge that the roles are there'
  body="{\"accountId\":\"$ACCOUNT\",\"accessRoleArn\":\"arn:$PARTITION:iam::$ACCOUNT:role/$ACCESS_ROLE\""
  if [ "$DELIVERY" = PUSH ]; then
    body="$body,\"forwarderRoleArn\":\"arn:$PARTITION:iam::$ACCOUNT:role/$FORWARDER_ROLE\""
  fi
  http POST /setup/complete "$body}"
  say ''
  say 'Done. Trailbridge sets up the rest now; the console shows how far it is.'
}

# --- remove -------------------------------------------------------------------------------------------

# is_arn ARN SERVICE RESOURCE: of this connection's partition and account.
is_arn() {
  matches "$1" "arn:$PARTITION:$2:[a-z0-9-]*:($ACCOUNT)?:$3"
}

# check_left KIND ARN: whether this is something that `remove_left` may remove.
check_left() {
  case $1 in
    SUBSCRIPTION) matches "$2" "arn:$PARTITION:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+([.]fifo)?:$UUID" ;;
    FUNCTION) is_arn "$2" lambda "function:$NAME" ;;
    LOG_GROUP) is_arn "$2" logs "log-group:(/aws/lambda/)?$NAME" ;;
    QUEUE) is_arn "$2" sqs "$NAME" ;;
    TRAIL) matches "$2" "arn:$PARTITION:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/$NAME" ;;
    NOTIFICATION) is_arn "$2" s3 '[a-z0-9.-]{3,63}' ;;
    TOPIC) is_arn "$2" sns "$NAME" ;;
    BUCKET) is_arn "$2" s3 "$NAME" ;;
    ROLE) is_arn "$2" iam "role/$NAME-(access|forwarder)" ;;
    *) return 1 ;;
  esac
}

# remove_left KIND ARN: takes one thing away; not there any more is as good.
remove_left() {
  local kind=$1 arn=$2 name=${2##*[:/]} region rest uuid url kept
  rest=${arn#arn:*:*:}
  region=${rest%%:*}
  [ -n "$region" ] || region=$REGION
  PHASE="removing $kind $arn"
  say "Removing $kind $arn"
  case $kind in
    SUBSCRIPTION)
      aws_remove "end the subscription $arn (sns unsubscribe)" sns unsubscribe --region "$region" --subscription-arn "$arn" ;;
    FUNCTION)
      aws_cli lambda list-event-source-mappings --region "$region" --function-name "$name" \
        --query 'EventSourceMappings[].UUID' --output text || not_found || aws_failed "list what calls the function $name (lambda list-event-source-mappings)"
      for uuid in $OUT; do
        matches "$uuid" "$UUID" || continue
        aws_remove "take the queue from the function $name (lambda delete-event-source-mapping)" \
          lambda delete-event-source-mapping --region "$region" --uuid "$uuid" --query UUID --output text
      done
      aws_remove "delete the function $name (lambda delete-function)" lambda delete-function --region "$region" --function-name "$name" ;;
    LOG_GROUP)
      aws_remove "delete the log group of $name (logs delete-log-group)" \
        logs delete-log-group --region "$region" --log-group-name "${arn#*:log-group:}" ;;
    QUEUE)
      aws_cli sqs get-queue-url --region "$region" --queue-name "$name" --query QueueUrl --output text || {
        not_found || aws_failed "find the queue $name (sqs get-queue-url)"
        return 0
      }
      url=$OUT
      aws_remove "delete the queue $name (sqs delete-queue)" sqs delete-queue --region "$region" --queue-url "$url" ;;
    TRAIL)
      # A delegated administrator's trail lives in the management account: only its whole name is known there.
      [ "${rest#*:"$ACCOUNT":}" != "$rest" ] || name=$arn
      aws_remove "delete the trail $name (cloudtrail delete-trail)" cloudtrail delete-trail --region "$region" --name "$name" ;;
    NOTIFICATION)
      # The document is replaced as a whole: all that is not ours stays as it is.
      aws_cli s3api get-bucket-notification-configuration --bucket "$name" --expected-bucket-owner "$ACCOUNT" --output json \
        --query "merge(@, {TopicConfigurations: not_null(TopicConfigurations, \`[]\`)[?Id!='$NAME']})" || {
        not_found || aws_failed "read the notifications of bucket $name (s3api get-bucket-notification-configuration)"
        return 0
      }
      kept=$OUT
      [ -z "$kept" ] \
        || aws_remove "take our entry out of the notifications of bucket $name (s3api put-bucket-notification-configuration)" \
          s3api put-bucket-notification-configuration --bucket "$name" --expected-bucket-owner "$ACCOUNT" --notification-configuration "$kept" ;;
    TOPIC)
      aws_remove "delete the topic $name (sns delete-topic)" sns delete-topic --region "$region" --topic-arn "$arn" ;;
    BUCKET)
      aws_remove "delete the bucket $name with all its log files (s3 rb --force)" s3 rb --force "s3://$name" ;;
    ROLE)
      remove_role "$name" ;;
  esac
}

remove_role() {
  if ! aws_cli iam get-role --role-name "$1" --output text --query "Role.Tags[?Key=='trailbridge:connection'].Value|[0]"; then
    not_found || aws_failed "read the role $1 (iam get-role)"
    return 0
  fi
  if [ "$OUT" != "$CONNECTION" ]; then
    fail 1 "the role $1 does not bear the tag trailbridge:connection=$CONNECTION. It was not touched." \
      'see whose it is; delete it yourself where nobody needs it, then run the same command again.'
  fi
  aws_remove "delete the policy of the role $1 (iam delete-role-policy)" iam delete-role-policy --role-name "$1" --policy-name "$POLICY_NAME"
  aws_remove "delete the role $1 (iam delete-role)" iam delete-role --role-name "$1"
  aws_cli iam get-role --role-name "$1" --query Role.Arn --output text \
    && fail 1 "the role $1 is still there." 'run the same command again.'
  not_found || aws_failed "read the role $1 (iam get-role)"
}

# Waits until Trailbridge has removed what it made: 15 minutes at most.
await_ready() {
  local poll=0
  PHASE='waiting until Trailbridge has removed what it made'
  until [ "$READY" = true ]; do
    if [ "$poll" -eq 0 ]; then
      say ''
      say 'Waiting until Trailbridge has removed what it made itself (up to 15 minutes)'
    fi
    poll=$((poll + 1))
    [ "$poll" -le 180 ] \
      || fail 8 'Trailbridge has not finished its part within 15 minutes. Nothing was changed by this script.' \
        'run the same command again later; where the token is too old by then, create a new command in the console.'
    sleep 5
    http GET /setup/removal
    read_answer removal
  done
}

show_left() {
  local kind arn shown=false
  while IFS=' ' read -r kind arn; do
    [ -n "$kind" ] || continue
    check_left "$kind" "$arn" || bad_answer "left $kind"
    say "  delete     $kind $arn"
    shown=true
  done <<<"$LEFT"
  [ "$shown" = true ] || say '  nothing is left in this account'
}

remove() {
  local kind arn pass
  PHASE='asking Trailbridge what is left'
  http GET /setup/removal
  read_answer removal
  require_account
  say "Trailbridge connection $CONNECTION: removing it from AWS account $ACCOUNT, region $REGION"
  say ''
  [ "$READY" = true ] || say 'Trailbridge is still removing what it made. Of this, what it cannot remove is left to this script:'
  show_left
  if [ "$DRY_RUN" = true ]; then
    say 'Dry run: nothing was changed, and Trailbridge was not told.'
    return 0
  fi
  confirm
  await_ready
  say ''
  show_left >/dev/null
  # Two passes: whatever the order of the answer, the roles go last.
  for pass in others roles; do
    while IFS=' ' read -r kind arn <&3; do
      [ -n "$kind" ] || continue
      if { [ "$kind" = ROLE ] && [ "$pass" = roles ]; } || { [ "$kind" != ROLE ] && [ "$pass" = others ]; }; then
        remove_left "$kind" "$arn"
      fi
    done 3<<<"$LEFT"
  done
  PHASE='telling Trailbridge that nothing is left'
  http POST /setup/removed
  say ''
  say 'Done. The connection is removed.'
}

main() {
  local argument
  set -u
  COMMAND='' DRY_RUN=false YES=false PHASE='starting' WRITES=0 ACCOUNT='' ORGANIZATION=false ACCESS_ROLE='' FORWARDER_ROLE=''
  POLICY_NAME=trailbridge
  TRAIL_ROLE=AWSServiceRoleForCloudTrail
  MARK='-- trailbridge: what follows is standard output --'
  UUID='[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
  for argument in "$@"; do
    case $argument in
      connect | remove)
        if [ -n "$COMMAND" ]; then
          usage >&2
          exit 2
        fi
        COMMAND=$argument ;;
      --dry-run) DRY_RUN=true ;;
      --yes) YES=true ;;
      -h | --help)
        usage
        exit 0 ;;
      *)
        usage >&2
        exit 2 ;;
    esac
  done
  if [ -z "$COMMAND" ]; then
    usage >&2
    exit 2
  fi
  # Plain English and plain text out of the AWS CLI, no pager, no questions.
  export LC_ALL=C AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=5
  trap interrupted INT TERM
  require_tools
  require_environment
  "$COMMAND"
}

main "$@"
