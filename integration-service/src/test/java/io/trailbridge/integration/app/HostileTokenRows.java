package io.trailbridge.integration.app;

import static io.trailbridge.integration.app.HostileRow.MARK;
import static io.trailbridge.integration.app.HostileRow.utf8;

import io.trailbridge.integration.app.HostileRow.Rows;
import io.trailbridge.integration.app.RawHttp.Answer;
import io.trailbridge.testbed.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Hostile reports and one-time tokens. Whoever has no token that holds learns nothing else. */
final class HostileTokenRows {
  private static final String COMPLETE = "/api/v1/setup/complete";
  private static final String PLAN = "/api/v1/setup/plan";

  private final HostileCaller me;
  private final Database database;
  private final Rows rows = new Rows();

  private HostileTokenRows(HostileCaller me, Database database) {
    this.me = me;
    this.database = database;
  }

  static List<HostileRow> of(HostileCaller me, Database database) throws Exception {
    HostileTokenRows it = new HostileTokenRows(me, database);
    it.reports();
    it.used();
    it.dead();
    it.lifecycles();
    it.tries();
    return it.rows.all();
  }

  private void reports() {
    String account = me.nextAccount();
    String id = me.stage().create(account);
    String token = token(id);
    String role = role(account, id);
    for (String bad :
        List.of(
            "{",
            "[]",
            "{} {}",
            "{\"accountId\": 7}",
            report(account, role).replace("}", ", \"externalId\": \"" + MARK + "\"}"),
            report(account, role)
                .replace("}", ", \"connectionId\": \"" + UUID.randomUUID() + "\"}"),
            report(account, role).replace("}", ", \"accountId\": \"" + MARK + "\"}"),
            report(account, role).replace("\"" + account + "\"", "222222222222"))) {
      rows.answers(
          "a report " + (bad.length() > 60 ? "with " + bad.substring(bad.length() - 40) : bad),
          400,
          "malformed",
          () -> complete(token, bad));
    }
    for (String bad :
        List.of(
            "12345678901",
            "1234567890123",
            "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661",
            "000000000000",
            "333333333333",
            "")) {
      rows.answers(
          "a report of account " + bad, 422, "invalid", () -> complete(token, report(bad, role)));
    }
    for (String bad :
        List.of(
            role("333333333333", id),
            role.replace("arn:aws:", "arn:aws-cn:"),
            role.replace(":role/", ":user/"),
            role.replace("role/", "role/../"),
            role.replace("access", "*"),
            role + "\\n",
            role + "a".repeat(2049),
            MARK,
            "")) {
      rows.answers(
          "a role " + (bad.length() > 120 ? "of 2,049" : bad),
          422,
          "invalid",
          () -> complete(token, report(account, bad)));
    }
    rows.answers(
        "the token holds after all that", 202, "", () -> complete(token, report(account, role)));
  }

  private void used() {
    String account = me.nextAccount();
    String id = me.stage().create(account);
    String token = token(id);
    String report = report(account, role(account, id));
    rows.holds(
        "a lost reply may be repeated, and does nothing twice",
        () -> {
          Answer first = complete(token, report);
          Answer again = complete(token, report);
          long version = me.stage().connection(id).getLong("version");
          return first.status() == 202
                  && again.status() == 202
                  && first.body().equals(again.body())
                  && version == 2
              ? Optional.empty()
              : Optional.of(first.status() + " " + again.status() + " version " + version);
        });
    rows.answers(
        "another report with a used token",
        409,
        "already-completed",
        () ->
            complete(
                token,
                report.replace(
                    "}", ", \"forwarderRoleArn\": \"arn:aws:iam::" + account + ":role/x\"}")));
  }

  private void dead() throws SQLException {
    String id = me.stage().create(me.nextAccount());
    String revoked = token(id);
    String live = token(id);
    String expiredId = me.stage().create(me.nextAccount());
    String expired = token(expiredId);
    rows.holds(
        "a token at the very instant that it expires",
        () -> {
          expireNow(expiredId);
          Answer answer = plan(expired);
          return answer.status() == 401 && answer.slug().equals("token-invalid")
              ? Optional.empty()
              : Optional.of(answer.head());
        });
    rows.answers("a revoked token", 401, "token-invalid", () -> plan(revoked))
        .answers("an unknown token", 401, "token-invalid", () -> plan("0".repeat(64)))
        .answers(
            "one bit flipped",
            401,
            "token-invalid",
            () -> plan((live.charAt(0) == '0' ? "1" : "0") + live.substring(1)))
        .answers("a letter less", 401, "token-invalid", () -> plan(live.substring(1)))
        .answers("a letter more", 401, "token-invalid", () -> plan(live + "0"))
        .answers("padding", 401, "token-invalid", () -> plan(live + "="))
        .answers(
            "in upper case", 401, "token-invalid", () -> plan(live.toUpperCase(Locale.ROOT) + "A"))
        .answers(
            "another scheme",
            401,
            "token-invalid",
            () -> RawHttp.send("GET", PLAN, List.of("Authorization: Basic " + live), new byte[0]))
        .answers(
            "a set-up's token for a removal",
            401,
            "token-invalid",
            () -> RawHttp.send("GET", "/api/v1/setup/removal", BadTokens.bearer(live), new byte[0]))
        .answers(
            "in the query",
            401,
            "token-invalid",
            () -> RawHttp.send("GET", PLAN + "?token=" + live, List.of(), new byte[0]))
        .answers(
            "a wrong token is told nothing of a wrong body",
            401,
            "token-invalid",
            () -> complete("0".repeat(64), "{"))
        .answers("a live one", 200, "", () -> plan(live));
  }

  private void lifecycles() throws Exception {
    String goneAccount = me.nextAccount();
    String gone = me.stage().create(goneAccount);
    String goneToken = token(gone);
    rows.answers(
            "delete it", 202, "", () -> me.post(HostileCaller.PATH + "/" + gone + "/deletion", ""))
        .answers(
            "a report for a deleted connection",
            401,
            "token-invalid",
            () -> complete(goneToken, report(goneAccount, role(goneAccount, gone))));
    String account = me.nextAccount();
    String id = me.stage().active(account);
    String token = token(id);
    rows.answers(
        "a report for an active one is a repair",
        202,
        "",
        () -> complete(token, report(account, role(account, id))));
    String otherAccount = me.nextAccount();
    String deleting = me.stage().active(otherAccount);
    String lateToken = token(deleting);
    rows.answers(
            "begin its deletion",
            202,
            "",
            () ->
                me.post(
                    HostileCaller.PATH + "/" + deleting + "/deletion", "{\"deleteLogs\": false}"))
        .answers(
            "a report for what is being deleted",
            409,
            "action-not-allowed",
            () -> complete(lateToken, report(otherAccount, role(otherAccount, deleting))));
  }

  private void tries() {
    rows.holds(
        "the eleventh wrong token of an address in a minute",
        () -> {
          String address = RawHttp.nextAddress();
          for (int i = 0; i < 10; i++) {
            if (planFrom(address).status() != 401) {
              return Optional.of("try " + i);
            }
          }
          Answer answer = planFrom(address);
          return answer.status() == 429 && answer.header("Retry-After").isPresent()
              ? Optional.empty()
              : Optional.of(answer.head());
        });
  }

  private static Answer planFrom(String address) {
    return RawHttp.send(address, "GET", PLAN, BadTokens.bearer("f".repeat(64)), new byte[0]);
  }

  private String token(String id) {
    String command =
        me.post(HostileCaller.PATH + "/" + id + "/setup", "")
            .json()
            .path("integrationCommand")
            .asText();
    return command.replaceAll("(?s).*TRAILBRIDGE_TOKEN='([0-9a-f]{64})'.*", "$1");
  }

  private static Answer plan(String token) {
    return RawHttp.send("GET", PLAN, BadTokens.bearer(token), new byte[0]);
  }

  private static Answer complete(String token, String report) {
    return RawHttp.send(
        "POST",
        COMPLETE,
        List.of("Authorization: Bearer " + token, "Content-Type: application/json"),
        utf8(report));
  }

  private static String role(String account, String id) {
    return "arn:aws:iam::" + account + ":role/trailbridge-" + id.replace("-", "") + "-access";
  }

  private static String report(String account, String role) {
    return "{\"accountId\": \"" + account + "\", \"accessRoleArn\": \"" + role + "\"}";
  }

  private void expireNow(String connection) throws SQLException {
    try (Connection sql = database.superuser("integration");
        PreparedStatement statement =
            sql.prepareStatement(
                "update one_time_token set expires_at = now() where connection_id = ?")) {
      statement.setObject(1, UUID.fromString(connection));
      statement.executeUpdate();
    }
  }
}
