package io.trailbridge.ingestion.intake.domain;

import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.Partition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where SNS keeps the certificate that a message was signed with: only ever the SNS host of the
 * topic's own region, so that whoever posts a message cannot choose who vouches for it.
 *
 * @param host such as {@code sns.eu-central-1.amazonaws.com}
 * @param path such as {@code /SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem}
 */
public record SigningCertificateAddress(String host, String path) {
  private static final Pattern PATH =
      Pattern.compile("/SimpleNotificationService-[0-9A-Za-z]{1,64}\\.pem");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  /** The address in the message, or nothing where SNS would not have written it. */
  public static Optional<SigningCertificateAddress> of(String url, Arn topic) {
    Optional<String> expected = hostOf(topic);
    URI parsed;
    try {
      parsed = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    boolean plain =
        "https".equals(parsed.getScheme())
            && parsed.getPort() == -1
            && parsed.getRawUserInfo() == null
            && parsed.getRawQuery() == null
            && parsed.getRawFragment() == null;
    if (!plain
        || expected.isEmpty()
        || !expected.get().equals(parsed.getHost())
        || !PATH.matcher(parsed.getRawPath()).matches()) {
      return Optional.empty();
    }
    return Optional.of(new SigningCertificateAddress(expected.get(), parsed.getRawPath()));
  }

  /** The address as AWS has it. */
  public URI url() {
    return URI.create("https://" + host + path);
  }

  private static Optional<String> hostOf(Arn topic) {
    if (!topic.service().equals("sns") || !REGION.matcher(topic.region()).matches()) {
      return Optional.empty();
    }
    try {
      String suffix = Partition.of(topic.partition()).dnsSuffix();
      return Optional.of("sns." + topic.region() + "." + suffix);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
