package io.trailbridge.provisioning.connection.aws;

import io.trailbridge.contracts.shared.AccountId;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Who asks AWS.
 *
 * @param account whose limits its calls count towards
 * @param count of the run that they belong to
 */
record Caller(AccountId account, AwsCredentialsProvider credentials, CallCount count) {}
