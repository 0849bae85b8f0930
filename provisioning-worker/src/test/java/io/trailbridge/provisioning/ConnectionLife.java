package io.trailbridge.provisioning;

import io.trailbridge.contracts.cloudtrail.Origin;
import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.connection.Resources;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.Leftover;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.provisioning.connection.CustomerAccounts;
import io.trailbridge.provisioning.connection.LogBuckets;
import io.trailbridge.provisioning.connection.LogBuckets.Listing;
import io.trailbridge.provisioning.connection.LogBuckets.Opening.Gone;
import io.trailbridge.provisioning.connection.LogBuckets.Opening.Opened;
import io.trailbridge.provisioning.connection.Work;
import io.trailbridge.provisioning.connection.domain.Reconciliation.Reconciled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** All that a worker does for one connection, from its making to its removal, step by step. */
final class ConnectionLife {
  private final Customer customer;
  private final CustomerAccounts accounts;
  private final LogBuckets buckets;
  private final Fixture connection;
  private final String bucket;
  private final String key;
  private List<InventoryItem> inventory = List.of();

  /**
   * A life with log files in this bucket.
   *
   * @param key of a log file that CloudTrail will have written
   */
  ConnectionLife(
      Customer customer,
      CustomerAccounts accounts,
      LogBuckets buckets,
      Fixture connection,
      String bucket,
      String key) {
    this.customer = customer;
    this.accounts = accounts;
    this.buckets = buckets;
    this.connection = connection;
    this.bucket = bucket;
    this.key = key;
  }

  /**
   * The first step that cannot be done, or an empty text.
   *
   * @param alterations that the customer makes to what is ours, to be mended
   */
  String brokenStep(List<Alteration> alterations) {
    Map<String, BooleanSupplier> steps = new LinkedHashMap<>();
    steps.put("provision", () -> reconciled(Forwarding.ON));
    steps.put("verify", this::verified);
    for (Alteration alteration : alterations) {
      if (alteration.ours()) {
        steps.put("mend " + alteration.what(), () -> mended(alteration));
      }
    }
    switch (connection.delivery()) {
      case PULL -> {
        steps.put("fetch a log file", this::fetched);
        steps.put("list log files", this::listed);
        steps.put("tell that a log file is gone", this::missed);
      }
      case PUSH -> steps.put("hand out a new secret", this::rotated);
    }
    steps.put("pause", () -> reconciled(Forwarding.OFF));
    steps.put("resume", () -> reconciled(Forwarding.ON));
    steps.put("remove", this::removed);
    return steps.entrySet().stream()
        .filter(step -> !step.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private boolean reconciled(Forwarding forwarding) {
    return reconciled(connection, forwarding);
  }

  private boolean reconciled(Fixture wished, Forwarding forwarding) {
    if (!(accounts.reconcile(work(wished, forwarding)) instanceof Reconciled done)) {
      return false;
    }
    inventory = done.inventory();
    return done.forwarding() == forwarding;
  }

  private boolean verified() {
    List<Check> checks = accounts.verify(work(Forwarding.ON)).checks();
    return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
  }

  private boolean mended(Alteration alteration) {
    alteration.act().accept(customer, connection);
    return reconciled(Forwarding.ON) && verified();
  }

  private boolean rotated() {
    return reconciled(connection.withSecret(2), Forwarding.ON);
  }

  private boolean fetched() {
    try (S3Client s3 = customer.s3(connection)) {
      s3.putObject(
          it -> it.bucket(bucket).key(key), RequestBody.fromBytes(LogFiles.of(List.of("{}"))));
    }
    var state = connection.state(ConnectionStatus.ACTIVE, 1, true);
    if (!(buckets.open(state, bucket, key, Origin.LIVE) instanceof Opened opened)) {
      return false;
    }
    try (var content = opened.content()) {
      return content.readAllBytes().length > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listed() {
    var state = connection.state(ConnectionStatus.ACTIVE, 1, true);
    List<String> found = new ArrayList<>();
    String day = key.substring(0, key.lastIndexOf('/') + 1);
    return buckets.list(state, bucket, day, it -> found.add(it.key())) == Listing.COMPLETE
        && found.contains(key);
  }

  private boolean missed() {
    var state = connection.state(ConnectionStatus.ACTIVE, 1, true);
    return buckets.open(state, bucket, key + ".gone", Origin.LIVE) instanceof Gone;
  }

  /** With versions, a delete marker and an unfinished upload in a bucket of ours. */
  private boolean removed() {
    if (connection.resources() instanceof Resources.New) {
      try (S3Client s3 = customer.s3(connection)) {
        s3.putBucketVersioning(
            it ->
                it.bucket(bucket)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString("again"));
        s3.deleteObject(it -> it.bucket(bucket).key(key));
        s3.createMultipartUpload(it -> it.bucket(bucket).key(key + ".part"));
      }
    }
    List<Leftover> left = accounts.remove(work(Forwarding.OFF), true, inventory).left();
    return left.stream().allMatch(it -> it.kind() == ResourceKind.ROLE);
  }

  private Work work(Forwarding forwarding) {
    return work(connection, forwarding);
  }

  private static Work work(Fixture wished, Forwarding forwarding) {
    return new Work(wished.id(), Fixture.TENANT, wished.spec(forwarding), () -> true);
  }
}
