package io.trailbridge.contracts.license;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What a licence is for. license-service knows which packages there are: whoever reads of one that
 * it has no use for skips it.
 *
 * @param value {@code [A-Z][A-Z0-9_]{0,62}}
 */
public record LicensePackage(@JsonValue String value) implements Comparable<LicensePackage> {
  private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

  /** Connections to public clouds. */
  public static final LicensePackage PUBLIC_CLOUD = new LicensePackage("PUBLIC_CLOUD");

  /** Throws IllegalArgumentException where the value has another shape. */
  @JsonCreator
  public LicensePackage {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a package is 1 to 63 of A-Z, 0-9 and _");
    }
  }

  @Override
  public int compareTo(LicensePackage other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
