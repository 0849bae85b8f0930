package io.trailbridge.contracts.provisioning;

/**
 * One request to AWS and how long its answer took.
 *
 * @param service as AWS's SDK calls it, such as {@code CloudTrail}
 * @param operation such as {@code CreateTrail}
 * @param millis from the request to its answer
 */
public record AwsCall(String service, String operation, long millis) {}
