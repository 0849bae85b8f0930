package io.trailbridge.testbed.cloudtrail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes log files, each of events never seen before. The mixture is that of a busy company: much
 * S3, KMS, STS and EC2, some sign-ins and changes, a few refusals, and now and then a text beyond
 * ASCII.
 */
public final class LogFileGenerator {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final long seed;
  private final Map<String, AccountWorld> accounts = new HashMap<>();
  private long files;

  /** The same seed and the same calls give the same files. */
  public LogFileGenerator(long seed) {
    this.seed = seed;
  }

  /**
   * The next file.
   *
   * @param account 12 digits
   * @param deliveredAt the time in its name; the events are of the five minutes before
   * @param records how many events
   */
  public synchronized LogFile next(
      String account, String region, Instant deliveredAt, int records) {
    AccountWorld world =
        accounts.computeIfAbsent(
            account, id -> new AccountWorld(id, new Chance(seed ^ Long.parseLong(id))));
    Chance chance = new Chance(seed * 1_000_003L + files++);
    Scene scene = new Scene(world, region, deliveredAt.minus(WINDOW), chance, records);
    DataEvents data = new DataEvents(scene);
    IdentityEvents identities = new IdentityEvents(scene);
    OperationsEvents operations = new OperationsEvents(scene);
    List<LogEvent> events = new ArrayList<>(records);
    for (int i = 0; i < records; i++) {
      events.add(event(chance.below(1000), data, identities, operations));
    }
    return new LogFile(account, region, deliveredAt, chance.text(Chance.BASE62, 16), events);
  }

  /** A region in which this company is busy; the first ones more than the last. */
  public synchronized String region() {
    return new Chance(seed * 31 + files).oneOf(Acme.REGIONS);
  }

  private static LogEvent event(
      int pick, DataEvents data, IdentityEvents identities, OperationsEvents operations) {
    if (pick < 280) {
      return pick < 170
          ? data.s3Object("GetObject", true)
          : pick < 240 ? data.s3Object("PutObject", false) : data.s3Object("HeadObject", true);
    }
    if (pick < 450) {
      return pick < 400 ? identities.decrypt(pick < 330) : identities.generateDataKey();
    }
    if (pick < 520) {
      return pick < 500
          ? identities.assumeRole(pick < 475)
          : identities.assumeRoleWithWebIdentity();
    }
    if (pick < 700) {
      return pick < 560 ? operations.callerIdentity() : operations.describe();
    }
    if (pick < 900) {
      return pick < 770
          ? data.lambdaInvoke()
          : pick < 850 ? operations.instanceInformation() : operations.createLogStream();
    }
    if (pick < 965) {
      return pick < 950 ? data.dynamoDb() : identities.consoleLogin();
    }
    if (pick < 983) {
      return pick < 975 ? identities.createUser() : operations.putBucketPolicy();
    }
    return pick < 991 ? operations.runInstances() : identities.rotateKey();
  }
}
