package io.trailbridge.ingestion.batch.domain;

/**
 * Why one record of a readable batch cannot be used; the others go on. The code stands in {@code
 * tb_reason} of its dead letter.
 */
public enum RecordFault {
  /** An element of {@code Records} that is no object. */
  NOT_AN_OBJECT("record-not-an-object"),
  /** More bytes than allowed. */
  TOO_LARGE("record-too-large"),
  /** Nested deeper than allowed. */
  TOO_DEEP("record-too-deep"),
  /** A string longer than allowed. */
  STRING_TOO_LONG("record-string-too-long"),
  /** A field name longer than allowed. */
  NAME_TOO_LONG("record-name-too-long"),
  /** A number longer than allowed. */
  NUMBER_TOO_LONG("record-number-too-long"),
  /** Bytes that are not UTF-8: overlong, cut off, a surrogate, beyond U+10FFFF. */
  BAD_UTF8("record-bad-utf8"),
  /** Half of a surrogate pair, written as an escape. */
  LONE_SURROGATE("record-lone-surrogate"),
  /** U+0000, which many readers cannot store. */
  NUL_CHARACTER("record-nul-character"),
  /** An escape that JSON does not know, or a raw control character in a string. */
  BAD_STRING("record-bad-string"),
  /** A field that comes twice in one object. */
  DUPLICATE_FIELD("record-duplicate-field"),
  /** No {@code eventID}, or one that is no GUID. */
  BAD_EVENT_ID("record-bad-event-id"),
  /** Larger than the events topic takes, once mapped. */
  EVENT_TOO_LARGE("event-too-large");

  private final String code;

  RecordFault(String code) {
    this.code = code;
  }

  /** Lower case words with dashes. */
  public String code() {
    return code;
  }
}
