package io.trailbridge.testbed.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bucket and key of an S3 call, whether the bucket stands in the path or in the host name. */
record S3Address(String bucket, String key) {
  private static final Pattern VIRTUAL_HOST =
      Pattern.compile(
          "^([a-z0-9.-]+?)\\.s3[.-](?:[a-z0-9-]+\\.)*(?:amazonaws\\.com|localhost)(?::\\d+)?$");

  static S3Address of(ApiRequest request) {
    String path = request.path.startsWith("/") ? request.path.substring(1) : request.path;
    Matcher host = VIRTUAL_HOST.matcher(request.header("Host"));
    if (host.matches()) {
      return new S3Address(host.group(1), decode(path));
    }
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Address(decode(path), "")
        : new S3Address(decode(path.substring(0, slash)), decode(path.substring(slash + 1)));
  }

  /** A path may hold a plus sign that means itself. */
  private static String decode(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
