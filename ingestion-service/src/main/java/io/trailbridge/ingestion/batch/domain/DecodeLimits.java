package io.trailbridge.ingestion.batch.domain;

/**
 * How much a batch may ask of the decoder.
 *
 * @param compressedBytes largest batch as it stands on Kafka
 * @param inflatedBytes largest batch once inflated
 * @param ratio most inflated bytes per compressed byte, after the first {@code ratioFreeBytes}
 * @param ratioFreeBytes what may be inflated before the ratio counts
 * @param members most gzip members in one batch
 * @param depth deepest nesting of JSON, the file's own object and array included
 * @param stringBytes longest string, as it is written between its quotes
 * @param nameBytes longest field name
 * @param numberChars longest number
 * @param recordBytes largest record
 * @param records most records in one batch
 * @param badRecords most records of one batch that may be set aside one by one; one more and the
 *     whole batch is
 */
public record DecodeLimits(
    int compressedBytes,
    long inflatedBytes,
    int ratio,
    int ratioFreeBytes,
    int members,
    int depth,
    int stringBytes,
    int nameBytes,
    int numberChars,
    int recordBytes,
    int records,
    int badRecords) {

  private static final int MIB = 1 << 20;

  /** The limits that the product runs with unless configured otherwise. */
  public static DecodeLimits defaults() {
    return new DecodeLimits(
        4 * MIB, 512L * MIB, 100, MIB, 64, 64, MIB, 256, 64, MIB, 1_000_000, 1_000);
  }
}
