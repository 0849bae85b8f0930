package io.trailbridge.messaging;

import io.trailbridge.contracts.cloudtrail.LogObjectMessage;
import io.trailbridge.contracts.cloudtrail.LogObjectMessage.LogObject;
import io.trailbridge.contracts.cloudtrail.StatsMessage;
import io.trailbridge.contracts.cloudtrail.StatsMessage.ConnectionStats;
import io.trailbridge.contracts.cloudtrail.StatsMessage.IntakeHeartbeat;
import io.trailbridge.contracts.connection.ConnectionStateMessage;
import io.trailbridge.contracts.connection.ConnectionStateMessage.ConnectionState;
import io.trailbridge.contracts.license.LicenseEvent;
import io.trailbridge.contracts.license.LicenseEvent.LicenseActivated;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpired;
import io.trailbridge.contracts.license.LicenseEvent.LicenseExpiring;
import io.trailbridge.contracts.license.LicenseEvent.LicenseRenewed;
import io.trailbridge.contracts.license.LicenseGrant;
import io.trailbridge.contracts.license.LicenseGrant.LicenseGranted;
import io.trailbridge.contracts.license.LicenseGrant.LicenseRevoked;
import io.trailbridge.contracts.provisioning.ProvisioningCommand;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.BackfillLogs;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.DeprovisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.PauseForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ProvisionConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.ResumeForwarding;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.UpdateConnection;
import io.trailbridge.contracts.provisioning.ProvisioningCommand.VerifyConnection;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation;
import io.trailbridge.contracts.provisioning.ProvisioningConfirmation.SubscriptionOffered;
import io.trailbridge.contracts.provisioning.ProvisioningResult;
import io.trailbridge.contracts.provisioning.ProvisioningResult.BackfillFinished;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionDeprovisioned;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionReconciled;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ConnectionVerified;
import io.trailbridge.contracts.provisioning.ProvisioningResult.ProvisioningFailed;
import io.trailbridge.contracts.shared.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The wire names of one topic's messages, written by hand: renaming a class does not change what
 * others read. A test holds the table against the sealed interfaces.
 *
 * @param topic the topic
 * @param sealed the interface that its messages implement
 * @param unknown what happens to a type that is not in the table
 * @param classes {@code ce_type} to record
 */
record MessageTypes<M>(
    String topic, Class<M> sealed, Unknown unknown, Map<String, Class<? extends M>> classes) {

  /** What happens to a message whose type this version does not know. */
  enum Unknown {
    /** Somebody waits for an answer or an effect: it must not vanish. */
    DEAD_LETTER,
    /** News that an older reader may miss. */
    SKIP
  }

  static final List<MessageTypes<?>> ALL =
      List.of(
          new MessageTypes<>(
              Topics.PROVISIONING_COMMANDS,
              ProvisioningCommand.class,
              Unknown.DEAD_LETTER,
              Map.of(
                  "io.trailbridge.ProvisionConnection.v1", ProvisionConnection.class,
                  "io.trailbridge.PauseForwarding.v1", PauseForwarding.class,
                  "io.trailbridge.ResumeForwarding.v1", ResumeForwarding.class,
                  "io.trailbridge.UpdateConnection.v1", UpdateConnection.class,
                  "io.trailbridge.VerifyConnection.v1", VerifyConnection.class,
                  "io.trailbridge.BackfillLogs.v1", BackfillLogs.class,
                  "io.trailbridge.DeprovisionConnection.v1", DeprovisionConnection.class)),
          new MessageTypes<>(
              Topics.PROVISIONING_RESULTS,
              ProvisioningResult.class,
              Unknown.DEAD_LETTER,
              Map.of(
                  "io.trailbridge.ConnectionReconciled.v1", ConnectionReconciled.class,
                  "io.trailbridge.ProvisioningFailed.v1", ProvisioningFailed.class,
                  "io.trailbridge.ConnectionVerified.v1", ConnectionVerified.class,
                  "io.trailbridge.BackfillFinished.v1", BackfillFinished.class,
                  "io.trailbridge.ConnectionDeprovisioned.v1", ConnectionDeprovisioned.class)),
          new MessageTypes<>(
              Topics.PROVISIONING_CONFIRMATIONS,
              ProvisioningConfirmation.class,
              Unknown.SKIP,
              Map.of("io.trailbridge.SubscriptionOffered.v1", SubscriptionOffered.class)),
          new MessageTypes<>(
              Topics.CONNECTION_STATE,
              ConnectionStateMessage.class,
              Unknown.SKIP,
              Map.of("io.trailbridge.ConnectionState.v1", ConnectionState.class)),
          new MessageTypes<>(
              Topics.LICENSE_GRANTS,
              LicenseGrant.class,
              Unknown.DEAD_LETTER,
              Map.of(
                  "io.trailbridge.LicenseGranted.v1", LicenseGranted.class,
                  "io.trailbridge.LicenseRevoked.v1", LicenseRevoked.class)),
          new MessageTypes<>(
              Topics.LICENSE_EVENTS,
              LicenseEvent.class,
              Unknown.SKIP,
              Map.of(
                  "io.trailbridge.LicenseActivated.v1", LicenseActivated.class,
                  "io.trailbridge.LicenseExpiring.v1", LicenseExpiring.class,
                  "io.trailbridge.LicenseExpired.v1", LicenseExpired.class,
                  "io.trailbridge.LicenseRenewed.v1", LicenseRenewed.class)),
          new MessageTypes<>(
              Topics.CLOUDTRAIL_OBJECTS,
              LogObjectMessage.class,
              Unknown.SKIP,
              Map.of("io.trailbridge.LogObject.v1", LogObject.class)),
          new MessageTypes<>(
              Topics.CLOUDTRAIL_STATS,
              StatsMessage.class,
              Unknown.SKIP,
              Map.of(
                  "io.trailbridge.ConnectionStats.v1", ConnectionStats.class,
                  "io.trailbridge.IntakeHeartbeat.v1", IntakeHeartbeat.class)));

  private static final Map<Class<?>, MessageTypes<?>> BY_SEALED =
      ALL.stream().collect(Collectors.toUnmodifiableMap(MessageTypes::sealed, Function.identity()));

  private static final Map<Class<?>, String> NAMES =
      ALL.stream()
          .flatMap(types -> types.classes().entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  @SuppressWarnings("unchecked")
  static <M> MessageTypes<M> of(Class<M> sealed) {
    MessageTypes<?> types = BY_SEALED.get(sealed);
    if (types == null) {
      throw new IllegalArgumentException(sealed + " is no topic's sealed interface");
    }
    return (MessageTypes<M>) types;
  }

  static String nameOf(Class<?> record) {
    @Nullable String name = NAMES.get(record);
    if (name == null) {
      throw new IllegalArgumentException(record + " has no wire name in MessageTypes");
    }
    return name;
  }
}
