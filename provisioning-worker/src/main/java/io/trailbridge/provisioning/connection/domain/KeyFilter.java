package io.trailbridge.provisioning.connection.domain;

/**
 * Which object keys a notification entry is about.
 *
 * @param prefix what keys begin with; may be empty
 * @param suffix what keys end in; may be empty
 */
public record KeyFilter(String prefix, String suffix) {

  /** The log files of CloudTrail below a prefix of the bucket. */
  public static KeyFilter logFiles(String keyPrefix) {
    return new KeyFilter((keyPrefix.isEmpty() ? "" : keyPrefix + "/") + "AWSLogs/", ".json.gz");
  }

  /** S3 refuses two entries for one event where a key could belong to both. */
  public boolean overlaps(KeyFilter other) {
    boolean prefixes = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
    boolean suffixes = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
    return prefixes && suffixes;
  }
}
