package io.trailbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.trailbridge.contracts.connection.Forwarding;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicensePackage;
import io.trailbridge.contracts.license.LicenseReason;
import io.trailbridge.contracts.provisioning.AwsCall;
import io.trailbridge.contracts.provisioning.InventoryItem;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ResourceKind;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.contracts.shared.Topics;
import io.trailbridge.integration.caller.domain.By;
import io.trailbridge.integration.connection.Connections;
import io.trailbridge.integration.connection.Outcome;
import io.trailbridge.integration.connection.domain.Input;
import io.trailbridge.testbed.Broker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A tenant and its connections, with license-service, script and worker played by hand. */
public final class Stage implements AutoCloseable {
  private static final String LICENSE_SERVICE = "/trailbridge/license-service";
  private static final String WORKER = "/trailbridge/provisioning-worker";

  public final String tenant;
  public final Bus bus;
  private final Connections connections;
  private long licenseVersion;

  /** A tenant that nobody heard of. */
  public Stage(Broker broker, Connections connections) {
    this.bus = new Bus(broker);
    this.connections = connections;
    this.tenant = "t-" + Long.toString(System.nanoTime(), 36);
  }

  /** The licence is granted, and this service knows it. */
  public Stage licensed() throws Exception {
    Instant now = Instant.now();
    license(
        new LicenseActivated(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            ++licenseVersion,
            now,
            true,
            now.minusSeconds(60),
            now.plus(Duration.ofDays(30)),
            LicenseReason.GRANTED));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(licenseStatus()).isEqualTo("ACTIVE"));
    return this;
  }

  /** The licence runs out. */
  public void expire() throws Exception {
    Instant now = Instant.now();
    license(
        new LicenseExpired(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            ++licenseVersion,
            now,
            false,
            now.minusSeconds(60),
            now,
            LicenseReason.EXPIRED));
  }

  /** The licence goes on. */
  public void renew() throws Exception {
    Instant now = Instant.now();
    license(
        new LicenseRenewed(
            new TenantId(tenant),
            LicensePackage.PUBLIC_CLOUD,
            ++licenseVersion,
            now,
            true,
            now.minusSeconds(60),
            now.plus(Duration.ofDays(30)),
            LicenseReason.RENEWED));
  }

  private void license(LicenseEvent event) throws Exception {
    bus.send(Topics.LICENSE_EVENTS, tenant + "/PUBLIC_CLOUD", (Record) event, LICENSE_SERVICE);
  }

  /** As the tenant's licence page says. */
  public String licenseStatus() {
    return Tokens.admin(tenant).get("/api/v1/license").then().extract().path("status");
  }

  /** A new connection, PENDING. */
  public String create(String account) {
    return Tokens.admin(tenant)
        .contentType("application/json")
        .body(
            """
            {"name": "Production", "accountId": "%s", "region": "eu-central-1"}"""
                .formatted(account))
        .post("/api/v1/connections")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** The script reported the role. */
  public void setUp(String id) {
    String account = connection(id).getString("accountId");
    Outcome outcome =
        connections.tell(
            new TenantId(tenant),
            ConnectionId.of(id),
            new Input.SetupCompleted(
                new Arn("arn:aws:iam::" + account + ":role/trailbridge-x-access"), null),
            new By(By.SCRIPT, null));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  /** The worker did what this generation asks for. */
  public void reconciled(String id, long generation, Forwarding forwarding) throws Exception {
    answer(
        id,
        new ConnectionReconciled(
            ConnectionId.of(id),
            new TenantId(tenant),
            generation,
            true,
            forwarding,
            null,
            List.of(
                new InventoryItem(
                    ResourceKind.BUCKET, new Arn("arn:aws:s3:::trailbridge-" + id), true),
                new InventoryItem(
                    ResourceKind.TOPIC,
                    new Arn("arn:aws:sns:eu-central-1:222222222222:trailbridge-" + id),
                    true)),
            List.of(),
            1,
            12,
            3400,
            new AwsCall("CloudTrail", "CreateTrail", 900)));
  }

  /** The worker says something. */
  public void answer(String id, Record result) throws Exception {
    bus.send(Topics.PROVISIONING_RESULTS, id, result, WORKER);
  }

  /** An active connection. */
  public String active(String account) throws Exception {
    String id = create(account);
    setUp(id);
    reconciled(id, 1, Forwarding.ON);
    awaitStatus(id, "ACTIVE");
    return id;
  }

  /** The connection as the API shows it. */
  public JsonPath connection(String id) {
    return Tokens.admin(tenant)
        .get("/api/v1/connections/" + id)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Waits until the API shows a status. */
  public void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(connection(id).getString("status")).isEqualTo(status));
  }

  @Override
  public void close() {
    bus.close();
  }
}
