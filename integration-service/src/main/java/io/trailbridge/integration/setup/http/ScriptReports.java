package io.trailbridge.integration.setup.http;

import io.trailbridge.contracts.shared.AccountId;
import io.trailbridge.contracts.shared.Arn;
import io.trailbridge.integration.problem.Problem;
import io.trailbridge.integration.rest.Fields;
import io.trailbridge.integration.rest.StrictJson;
import io.trailbridge.integration.setup.Setups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the script's report: strings only, no field that is not known. */
final class ScriptReports {
  private static final Set<String> FIELDS =
      Set.of("accountId", "accessRoleArn", "forwarderRoleArn");

  private ScriptReports() {}

  static Setups.Report read(byte @Nullable [] body) {
    Fields fields = Fields.of(StrictJson.object(body), FIELDS);
    List<Problem.Field> errors = new ArrayList<>();
    String account = fields.text("accountId");
    if (account == null || !AccountId.isValid(account)) {
      errors.add(new Problem.Field("accountId", "must be 12 digits"));
    }
    Arn access = arn(fields, "accessRoleArn", errors);
    if (access == null && fields.text("accessRoleArn") == null) {
      errors.add(new Problem.Field("accessRoleArn", "is required"));
    }
    Arn forwarder = arn(fields, "forwarderRoleArn", errors);
    if (account == null || access == null || !errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return new Setups.Report(account, access, forwarder);
  }

  private static @Nullable Arn arn(Fields fields, String field, List<Problem.Field> errors) {
    String value = fields.text(field);
    if (value == null) {
      return null;
    }
    try {
      return new Arn(value);
    } catch (IllegalArgumentException e) {
      errors.add(new Problem.Field(field, "must be the ARN of an IAM role"));
      return null;
    }
  }
}
