package io.trailbridge.integration.setup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailbridge.contracts.shared.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the page that customers' security people read against the policies that are really handed
 * out. After a change that is meant, run it with {@code -Dapprove=true} and read the difference.
 */
class AwsPermissionsPageTest {
  private static final Path PAGE = Path.of("../docs/aws-permissions.md");

  @Test
  void shouldShowThePoliciesThatAreHandedOut() throws IOException {
    // When
    String page = page();

    // Then
    if (Boolean.getBoolean("approve")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page).isEqualTo(Files.readString(PAGE));
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # What Trailbridge may do in your AWS account

            This page is written by a test from the code that makes the policies (`AwsPermissionsPageTest`). Account
            222222222222, region eu-central-1 and the connection id stand for yours; in other partitions the ARNs begin with theirs.

            ## Who may assume the access role

            `trailbridge-<id>-access` trusts one principal, the role of Trailbridge's worker, and only with the external id that
            Trailbridge made for this one connection (128 random bits or more):

            ```json
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"<worker role>"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"<external id>"}}}]}
            ```

            `trailbridge-<id>-forwarder` (PUSH only) trusts `lambda.amazonaws.com`.

            ## Where a resource is `*`, and why

            | action | why |
            |---|---|
            | `cloudtrail:DescribeTrails` | AWS knows no resource type for it; it reads the settings of trails |
            | `organizations:DescribeOrganization`, `organizations:ListAccounts`, `organizations:ListAWSServiceAccessForOrganization`, `organizations:ListDelegatedAdministrators`, `organizations:EnableAWSServiceAccess` | AWS knows no resource type for them; the last one is bound to `cloudtrail.amazonaws.com` by a condition |
            | `lambda:CreateEventSourceMapping` and its like | AWS makes up a mapping's id; the condition binds them to our function |
            | `lambda:ListEventSourceMappings`, `logs:DescribeLogGroups` | AWS knows no resource type for them |
            | `sts:GetCallerIdentity` | AWS knows no resource type for it, and needs no permission |

            With EXISTING the customer names the trail and not its bucket or topic, so the first set-up says "any bucket of the account,
            below `AWSLogs/`" and "any topic of the trail's account and region". When the set-up is run again, the worker has read the
            trail, and both are named.

            ## The access role

            """);
    for (Map.Entry<String, PolicyScope> scope : Scopes.all().entrySet()) {
      page.append("### ").append(scope.getKey()).append("\n\n");
      show(page, AccessPolicy.of(scope.getValue()));
    }
    page.append("## The forwarder's role (PUSH)\n\n");
    show(page, ForwarderPolicy.of(Scopes.all().get("NEW, PUSH, with a KMS key")));
    page.append(
        """
        ## Whoever runs the script

        The same is served by `GET /api/v1/setup/runner-policy`. The statements after `Roles` (in an organization: after
        `OrganizationTrust`) are for `remove`, and only used for what Trailbridge could not remove itself.

        """);
    show(page, RunnerPolicy.of(Partition.AWS, false));
    page.append("### In an organization\n\n");
    show(page, RunnerPolicy.of(Partition.AWS, true));
    return page.toString().stripTrailing() + "\n";
  }

  /** A statement a line. */
  private static void show(StringBuilder page, PolicyDocument policy) {
    String statements =
        policy.statements().stream()
            .map(statement -> "  " + PolicyDocument.json(statement))
            .collect(Collectors.joining(",\n"));
    page.append("```json\n{\"Version\":\"2012-10-17\",\"Statement\":[\n")
        .append(statements)
        .append("\n]}\n```\n\n");
  }
}
