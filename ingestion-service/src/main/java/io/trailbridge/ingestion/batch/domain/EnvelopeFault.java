package io.trailbridge.ingestion.batch.domain;

/** Why a whole batch cannot be read. The code stands in {@code tb_reason} of its dead letter. */
public enum EnvelopeFault {
  /** More compressed bytes than allowed. */
  BATCH_TOO_LARGE("batch-too-large"),
  /** No gzip member at the start, or one with a header that RFC 1952 does not allow. */
  NOT_GZIP("not-gzip"),
  /** A member ends before its time. */
  GZIP_TRUNCATED("gzip-truncated"),
  /** A member whose deflate stream is damaged. */
  GZIP_CORRUPT("gzip-corrupt"),
  /** CRC-32 or ISIZE, or the header's CRC, does not hold. */
  GZIP_CHECKSUM("gzip-checksum"),
  /** Something that is no member follows the last member. */
  GZIP_TRAILING_BYTES("gzip-trailing-bytes"),
  /** More members than allowed. */
  GZIP_TOO_MANY_MEMBERS("gzip-too-many-members"),
  /** Inflates to more bytes than allowed, or by a larger factor. */
  GZIP_BOMB("gzip-bomb"),
  /** What was inflated is not JSON. */
  NOT_JSON("not-json"),
  /** The JSON ends in the middle. */
  JSON_TRUNCATED("json-truncated"),
  /** The JSON is nested so deep that it is not read to its end. */
  JSON_TOO_DEEP("json-too-deep"),
  /** Something follows the JSON document. */
  JSON_TRAILING_CONTENT("json-trailing-content"),
  /** A field of the file's own object comes twice, or breaks a limit. */
  JSON_BAD_ENVELOPE("json-bad-envelope"),
  /** The file's object has no array {@code Records}. */
  NO_RECORDS("no-records"),
  /** More records than allowed. */
  TOO_MANY_RECORDS("too-many-records"),
  /** So many records that cannot be used that nobody wants them one by one. */
  TOO_MANY_BAD_RECORDS("too-many-bad-records");

  private final String code;

  EnvelopeFault(String code) {
    this.code = code;
  }

  /** Lower case words with dashes. */
  public String code() {
    return code;
  }
}
