package io.trailbridge.integration.setup.domain;

import static io.trailbridge.integration.setup.domain.PolicyStatement.actions;
import static io.trailbridge.integration.setup.domain.PolicyStatement.allow;

import io.trailbridge.contracts.shared.Arn;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy of the forwarder function's role: take from its queue, read log files and tell those
 * that are gone, write its log.
 */
public final class ForwarderPolicy {
  private ForwarderPolicy() {}

  /** For the wish as it stands, and what is known of the account. */
  public static PolicyDocument of(PolicyScope scope) {
    RoleNames names = scope.names();
    LogFiles files = LogFiles.of(scope);
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(
        allow(
            "Sqs",
            actions("sqs", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"),
            List.of(names.regional("sqs", names.name()).value())));
    statements.add(
        new PolicyStatement("S3", actions("s3", "GetObject"), files.objects(), files.owner()));
    statements.add(files.listing());
    statements.add(
        allow(
            "Logs",
            actions("logs", "CreateLogStream", "PutLogEvents"),
            List.of(names.regional("logs", "log-group:" + names.name() + ":*").value())));
    Arn key = scope.kmsKey();
    if (key != null) {
      statements.add(allow("Kms", actions("kms", "Decrypt"), List.of(key.value())));
    }
    return new PolicyDocument(statements);
  }
}
