package io.trailbridge.sandbox;

import io.trailbridge.testbed.aws.CloudTrailWriter;
import io.trailbridge.testbed.aws.CloudTrailWriter.LoggingTrail;
import io.trailbridge.testbed.aws.CloudTrailWriter.Written;
import java.util.ArrayList;
import java.util.List;

/** CloudTrail as the demo plays it: writes files into the buckets of connections' trails. */
final class DemoTrails {
  private static final String REGION = "eu-central-1";

  private final CloudTrailWriter writer;

  DemoTrails(Sandbox sandbox) {
    this.writer = CloudTrailWriter.of(sandbox.aws().emulator(), 20_261_123L);
  }

  CloudTrailWriter writer() {
    return writer;
  }

  LoggingTrail of(String connectionId) {
    String name = "trailbridge-" + connectionId.replace("-", "");
    return writer.trails().stream()
        .filter(trail -> trail.arn().endsWith("/" + name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no logging trail " + name));
  }

  /** Files of an account, each of so many records. */
  List<Written> write(String connectionId, String account, int files, int records) {
    LoggingTrail trail = of(connectionId);
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      Written file = writer.deliver(trail, account, REGION, records);
      if (!file.delivered()) {
        throw new IllegalStateException("CloudTrail could not write: " + file.refusal());
      }
      written.add(file);
    }
    return written;
  }
}
