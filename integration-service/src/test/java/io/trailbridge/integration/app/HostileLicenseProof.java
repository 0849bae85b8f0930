package io.trailbridge.integration.app;

import static io.trailbridge.integration.app.LicenseNews.altered;
import static io.trailbridge.integration.app.LicenseNews.byTheClock;
import static io.trailbridge.integration.app.LicenseNews.withHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.provisioning.Check;
import io.trailbridge.contracts.provisioning.Health;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.Bus.Said;
import io.trailbridge.integration.Stage;
import io.trailbridge.integration.TestbedResource;
import io.trailbridge.integration.Tokens;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.license.Licenses;
import io.trailbridge.messaging.WireFormat;
import io.trailbridge.testbed.Broker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Hostile news of licences: late, repeated, swapped, contradicting, malformed, and at the worst
 * moment of a connection's life. What they do to the connection is what the newest version says.
 */
@QuarkusTest
@QuarkusTestResource(value = TestbedResource.class, restrictToAnnotatedClass = false)
class HostileLicenseProof {
  private static final String ACCOUNT = "222222222222";
  private static final int AT_ONCE = 4;

  @Inject Connections connections;
  @Inject Licenses licenses;
  Broker broker;

  /** One row: what comes to a tenant with a licence of version 1, and what must be then. */
  private record Row(String what, Trial trial) {}

  private interface Trial {
    void on(Stage stage, LicenseNews news) throws Exception;
  }

  @Test
  void shouldDoWhatTheNewestVersionSays() throws Exception {
    // Given
    List<Row> rows = new ArrayList<>(order());
    rows.addAll(content());
    rows.addAll(moments());
    // When
    List<String> wrong = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<String>> faults =
          rows.stream().map(row -> threads.submit(() -> fault(row))).toList();
      for (Future<String> fault : faults) {
        if (!fault.get().isEmpty()) {
          wrong.add(fault.get());
        }
      }
    }
    // Then
    System.out.printf(
        "hostile news of licences: %d rows tried, %d rows right%n",
        rows.size(), rows.size() - wrong.size());
    assertThat(wrong).isEmpty();
  }

  private String fault(Row row) {
    try (Stage stage = new Stage(broker, connections).licensed()) {
      row.trial().on(stage, new LicenseNews(stage.tenant));
      return "";
    } catch (Exception | AssertionError e) {
      return row.what() + ": " + e;
    }
  }

  /** 81, 82 and 88: what comes in another order, again, or by another clock. */
  private List<Row> order() {
    return List.of(
        new Row(
            "the renewal first, the expiry late",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              send(stage, news.renewed(3), news.expired(2, Instant.now()), news.expiring(4));
              awaitVersion(stage, 4);
              told(stage, id, 0, 0);
            }),
        new Row(
            "the expiry, the renewal, and the expiry again",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              Instant end = Instant.now();
              send(stage, news.expired(2, end));
              stage.awaitStatus(id, "PAUSED");
              send(stage, news.renewed(3), news.expired(2, end), news.expiring(4));
              awaitVersion(stage, 4);
              stage.awaitStatus(id, "ACTIVE");
              told(stage, id, 1, 1);
            }),
        new Row(
            "one expiry a hundred times, in one message and in many",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              Instant end = Instant.now();
              ProducerRecord<String, byte[]> expired = news.expired(2, end);
              for (int i = 0; i < 50; i++) {
                send(stage, expired, news.expired(2, end));
              }
              stage.awaitStatus(id, "PAUSED");
              send(stage, news.renewed(3));
              stage.awaitStatus(id, "ACTIVE");
              told(stage, id, 1, 1);
            }),
        new Row(
            "the known version with another content",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              send(stage, news.expired(1, Instant.now()), news.expiring(2));
              awaitVersion(stage, 2);
              refused(stage, "version-reused");
              told(stage, id, 0, 0);
            }),
        new Row(
            "clocks of the producer and of the broker that are minutes ahead and years behind",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              Instant now = Instant.now();
              send(stage, byTheClock(news.expired(2, now), now.plus(Duration.ofMinutes(30))));
              stage.awaitStatus(id, "PAUSED");
              send(stage, byTheClock(news.renewed(3), Instant.EPOCH));
              stage.awaitStatus(id, "ACTIVE");
              told(stage, id, 1, 1);
            }));
  }

  /** 84, and what is malformed: dead letter with its reason, and the channel goes on. */
  private List<Row> content() {
    return List.of(
        new Row(
            "an end that is still to come",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              Instant end = Instant.now().plusSeconds(2);
              send(stage, news.expired(2, end));
              stage.awaitStatus(id, "PAUSED");
              assertThat(Instant.now()).isAfter(end);
              told(stage, id, 1, 0);
            }),
        new Row(
            "an end of last week",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              send(stage, news.expired(2, Instant.now().minus(Duration.ofDays(7))));
              stage.awaitStatus(id, "PAUSED");
              told(stage, id, 1, 0);
            }),
        new Row(
            "an end told in another time zone",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              Instant end = Instant.parse("2026-01-01T10:00:00Z");
              send(
                  stage,
                  altered(
                      news.expired(2, end), "2026-01-01T10:00:00Z", "2026-01-01T12:00:00+02:00"));
              stage.awaitStatus(id, "PAUSED");
              assertThat(licenses.find(new TenantId(stage.tenant)).orElseThrow().effectiveAt())
                  .isEqualTo(end);
            }),
        malformed("no effectiveAt", "missing-field", "\"effectiveAt\":", "\"effective\":"),
        malformed("no version", "bad-json", "\"version\":", "\"revision\":"),
        malformed("a month that there is not", "bad-json", "2026-01-", "2026-13-"),
        malformed("a package that is no name", "bad-json", "PUBLIC_CLOUD", "no such thing"),
        malformed(
            "a version that is no number", "bad-json", "\"version\":2", "\"version\":\"two\""),
        malformed("no JSON", "bad-json", "{", "["),
        header("another CloudEvents", "bad-specversion", WireFormat.SPECVERSION, "0.3"),
        new Row(
            "a type of later times",
            (stage, news) -> {
              String later = "io.trailbridge.LicenseExpired.v9";
              send(
                  stage,
                  withHeader(news.expired(2, Instant.now()), WireFormat.TYPE, later),
                  news.expiring(2));
              awaitVersion(stage, 2);
              refused(stage);
            }),
        new Row(
            "a package of somebody else's",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              send(
                  stage,
                  altered(news.expired(2, Instant.now()), "PUBLIC_CLOUD", "PRIVATE_CLOUD"),
                  news.expiring(2));
              awaitVersion(stage, 2);
              told(stage, id, 0, 0);
            }));
  }

  /** 85, 86 and 87: the worst moments of a connection. */
  private List<Row> moments() {
    return List.of(
        new Row(
            "while it is provisioned",
            (stage, news) -> {
              String id = stage.create(ACCOUNT);
              stage.setUp(id);
              send(stage, news.expired(2, Instant.now()));
              awaitHolds(stage, id, "LICENSE");
              stage.reconciled(id, 1, Forwarding.ON);
              stage.reconciled(id, 2, Forwarding.OFF);
              stage.awaitStatus(id, "PAUSED");
            }),
        new Row(
            "while it is deleted",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              delete(stage, id);
              send(stage, news.expired(2, Instant.now()), news.renewed(3));
              awaitVersion(stage, 3);
              stage.awaitStatus(id, "DELETING");
              told(stage, id, 0, 0);
            }),
        new Row(
            "while it is disconnected",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              lose(stage, id);
              stage.awaitStatus(id, "DISCONNECTED");
              send(stage, news.expired(2, Instant.now()));
              awaitHolds(stage, id, "LICENSE");
              send(stage, news.renewed(3));
              awaitHolds(stage, id);
              stage.awaitStatus(id, "DISCONNECTED");
            }),
        new Row(
            "while its user has paused it",
            (stage, news) -> {
              String id = stage.active(ACCOUNT);
              Tokens.admin(stage.tenant)
                  .post("/api/v1/connections/" + id + "/pause")
                  .then()
                  .statusCode(202);
              send(stage, news.expired(2, Instant.now()));
              awaitHolds(stage, id, "USER", "LICENSE");
              send(stage, news.renewed(3));
              awaitHolds(stage, id, "USER");
              stage.awaitStatus(id, "PAUSED");
            }),
        new Row(
            "many connections, and several sweepers at once",
            (stage, news) -> {
              List<String> ids = new ArrayList<>();
              for (int i = 0; i < 9; i++) {
                ids.add(stage.active("33333333333" + i));
              }
              try (ExecutorService sweepers = Executors.newVirtualThreadPerTaskExecutor()) {
                send(stage, news.expired(2, Instant.now()));
                for (int i = 0; i < 3; i++) {
                  sweepers.execute(licenses::sweep);
                }
              }
              for (String id : ids) {
                stage.awaitStatus(id, "PAUSED");
                told(stage, id, 1, 0);
              }
            }));
  }

  private Row malformed(String what, String reason, String text, String by) {
    Instant end = Instant.parse("2026-01-01T10:00:00Z");
    return refusedRow(what, reason, news -> altered(news.expired(2, end), text, by));
  }

  private Row header(String what, String reason, String name, String value) {
    return refusedRow(
        what, reason, news -> withHeader(news.expired(2, Instant.now()), name, value));
  }

  private Row refusedRow(String what, String reason, Bad bad) {
    return new Row(
        what,
        (stage, news) -> {
          send(stage, bad.of(news), news.expiring(2));
          awaitVersion(stage, 2);
          refused(stage, reason);
          assertThat(stage.licenseStatus()).isEqualTo("ACTIVE");
        });
  }

  private interface Bad {
    ProducerRecord<String, byte[]> of(LicenseNews news);
  }

  @SafeVarargs
  private static void send(Stage stage, ProducerRecord<String, byte[]>... news) throws Exception {
    for (ProducerRecord<String, byte[]> one : news) {
      stage.bus.send(one);
    }
  }

  /** What was sent before, with the same key, has been heard too. */
  private void awaitVersion(Stage stage, long version) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> licenses.find(new TenantId(stage.tenant)).orElseThrow().version() == version);
  }

  private static void awaitHolds(Stage stage, String id, String... holds) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(stage.connection(id).getList("holds")).isEqualTo(List.of(holds)));
  }

  /** How often the worker was told to pause and to resume. */
  private static void told(Stage stage, String id, long pauses, long resumes) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              List<String> types =
                  stage.bus.said(Topics.PROVISIONING_COMMANDS, id).stream()
                      .map(Said::type)
                      .toList();
              assertThat(Map.of("pauses", count(types, "Pause"), "resumes", count(types, "Resume")))
                  .isEqualTo(Map.of("pauses", pauses, "resumes", resumes));
            });
  }

  private static long count(List<String> types, String what) {
    return types.stream().filter(it -> it.contains("." + what + "Forwarding")).count();
  }

  private static void refused(Stage stage, String... reasons) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        stage.bus.reasons(
                            Topics.deadLetterOf(Topics.LICENSE_EVENTS),
                            stage.tenant + "/PUBLIC_CLOUD"))
                    .containsExactly(reasons));
  }

  private static void delete(Stage stage, String id) {
    Tokens.admin(stage.tenant)
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/connections/" + id + "/deletion")
        .then()
        .statusCode(202);
  }

  private static void lose(Stage stage, String id) throws Exception {
    for (int i = 0; i < 2; i++) {
      stage.answer(
          id,
          new ConnectionVerified(
              ConnectionId.of(id),
              new TenantId(stage.tenant),
              1,
              Health.LOST,
              List.of(new Check("TRAIL_LOGGING", false, null, "Stopped.", null)),
              null));
    }
  }
}
