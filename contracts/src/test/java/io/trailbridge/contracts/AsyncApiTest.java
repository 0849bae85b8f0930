package io.trailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trailbridge.contracts.cloudtrail.BatchHeaders;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.contracts.connection.ConnectionStateMessage;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseGrant;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.shared.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/asyncapi.yaml} what the records are. After a change that is meant, run the test
 * with {@code -Dapprove=true}.
 */
class AsyncApiTest {
  private static final Path PAGE = Path.of("../docs/asyncapi.yaml");

  @Test
  void shouldDescribeEveryTopicAsItIs() throws IOException {
    // Given
    String connection = "connection id";
    String account = "tenant id/account";
    AsyncApi api =
        new AsyncApi()
            .topic(Topics.PROVISIONING_COMMANDS, connection, ProvisioningCommand.class)
            .topic(Topics.PROVISIONING_RESULTS, connection, ProvisioningResult.class)
            .topic(Topics.PROVISIONING_CONFIRMATIONS, connection, ProvisioningConfirmation.class)
            .topic(Topics.CONNECTION_STATE, connection, ConnectionStateMessage.class)
            .topic(Topics.LICENSE_GRANTS, "tenant id", LicenseGrant.class)
            .topic(Topics.LICENSE_EVENTS, "tenant id/package", LicenseEvent.class)
            .topic(Topics.CLOUDTRAIL_OBJECTS, account, LogObjectMessage.class)
            .opaque(
                Topics.CLOUDTRAIL_BATCHES,
                account,
                "LogFile",
                "application/gzip",
                BatchHeaders.TENANT,
                BatchHeaders.CONNECTION,
                BatchHeaders.OBJECT,
                BatchHeaders.ORIGIN)
            .opaque(
                Topics.CLOUDTRAIL_EVENTS,
                account,
                "OcsfEvent",
                "application/json",
                "ce_id",
                BatchHeaders.TENANT,
                BatchHeaders.CONNECTION)
            .opaque(Topics.CLOUDTRAIL_SEEN, "as the batch", "SeenIds", "application/octet-stream")
            .topic(Topics.CLOUDTRAIL_STATS, "connection id, or intake", StatsMessage.class);

    // When
    String written =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build()
            .writeValueAsString(api.document());

    // Then
    if (Boolean.getBoolean("approve")) {
      Files.writeString(PAGE, written);
    }
    assertThat(written).isEqualTo(Files.readString(PAGE));
  }
}
