package io.trailbridge.contracts.cloudtrail;

/**
 * Names of the headers of {@code trailbridge.cloudtrail.batches}, {@code .events} and {@code
 * .objects}.
 */
public final class BatchHeaders {
  /** The tenant, on batches and events. */
  public static final String TENANT = "tb_tenant";

  /** The connection's id, on batches and events. */
  public static final String CONNECTION = "tb_connection";

  /** {@code s3://bucket/key} of the log file, on batches. */
  public static final String OBJECT = "tb_object";

  /** An {@link Origin}, on batches and on log objects that somebody listed. */
  public static final String ORIGIN = "tb_origin";

  private BatchHeaders() {}
}
