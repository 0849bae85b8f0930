package io.trailbridge.integration.app;

import static io.trailbridge.integration.app.HostileRow.MARK;
import static io.trailbridge.integration.app.HostileRow.utf8;

import io.trailbridge.integration.app.HostileRow.Rows;
import io.trailbridge.integration.app.RawHttp.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Hostile bodies of a user who may ask. */
final class HostileBodyRows {
  private final HostileCaller me;
  private final Rows rows = new Rows();

  private HostileBodyRows(HostileCaller me) {
    this.me = me;
  }

  static List<HostileRow> of(HostileCaller me) {
    HostileBodyRows it = new HostileBodyRows(me);
    it.bodies();
    it.names();
    it.fields();
    return it.rows.all();
  }

  private void bodies() {
    malformed("no body", "");
    malformed("an array", "[]");
    malformed("half a body", "{\"name\": \"" + MARK);
    malformed("two documents", "{} {}");
    malformed("something behind it", "{\"a\": 1}}");
    malformed("a trailing comma", "{\"name\": \"n\",}");
    malformed("a comment", "{/*" + MARK + "*/}");
    malformed("single quotes", "{'name': 'n'}");
    malformed("NaN", "{\"name\": NaN}");
    malformed("a hex number", "{\"name\": 0x10}");
    malformed("a number of 1,001 digits", "{\"name\": " + "9".repeat(1001) + "}");
    malformed("a field twice", "{\"name\": \"a\", \"name\": \"" + MARK + "\"}");
    malformed("depth 1,000", "{\"a\":".repeat(1000) + "1" + "}".repeat(1000));
    malformed("a name of 50,000", "{\"" + "a".repeat(50_000) + "\": 1}");
    malformed("a string of 200,000", "{\"name\": \"" + "a".repeat(200_000) + "\"}");
    for (String name : List.of("UTF-16LE", "UTF-16BE", "UTF-32")) {
      rows.answers(
          "a body in " + name,
          400,
          "malformed",
          () -> me.create(HostileCaller.minimal("222222222222").getBytes(Charset.forName(name))));
    }
    rows.answers(
        "a byte order mark",
        400,
        "malformed",
        () -> me.create(utf8("\uFEFF" + HostileCaller.minimal("222222222222"))));
    rows.answers(
        "an overlong form",
        400,
        "malformed",
        () -> me.create(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}));
    rows.answers(
        "half a UTF-8 character",
        400,
        "malformed",
        () -> me.create("{\"name\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)));
    rows.answers("10 MB", 413, "too-large", () -> me.create(new byte[10_000_000]));
    rows.answers(
        "XML",
        415,
        "unsupported-media-type",
        () -> me.ask("POST", HostileCaller.PATH, "<a/>", "Content-Type: text/xml"));
  }

  private void names() {
    for (String bad :
        List.of(
            "\\u0000",
            "a\\nb",
            "a\\r\\nb",
            "\\u001b[31m",
            "\\u0085",
            "\\u2028",
            "\\ud800",
            "\\u202e",
            "\\u2066a")) {
      String name = MARK + bad;
      rows.answers("a name with " + bad, 422, "invalid", () -> me.create(me.named(name)));
    }
    rows.answers("no name", 422, "invalid", () -> me.create(me.named("")));
    rows.answers("blanks for a name", 422, "invalid", () -> me.create(me.named("  ")));
    rows.answers("101 characters", 422, "invalid", () -> me.create(me.named("a".repeat(101))));
    rows.answers(
        "100,000 characters", 422, "invalid", () -> me.create(me.named("a".repeat(100_000))));
    for (String good :
        List.of(
            "<script>alert(1)</script>",
            "=HYPERLINK(1)",
            "'; drop table connection;--",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "caf\u00e9",
            "${jndi:ldap://x}",
            "%s%n",
            "a".repeat(100))) {
      rows.holds(
          "kept as it is: " + (good.length() > 30 ? "100 characters" : good),
          () -> {
            Answer answer = me.create(me.named(good.replace("\"", "\\\"")));
            return answer.status() == 201 && answer.json().path("name").asText().equals(good)
                ? Optional.empty()
                : Optional.of(answer.status() + " " + answer.body());
          });
    }
    rows.holds(
        "a decomposed name is kept composed",
        () -> {
          String name = me.create(me.named("cafe\u0301")).json().path("name").asText();
          return name.equals("caf\u00e9") ? Optional.empty() : Optional.of(name);
        });
  }

  private void fields() {
    for (String bad :
        List.of(
            "12345678901",
            "1234567890123",
            "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661",
            "000000000000",
            "222222222222 ",
            "-22222222222",
            "2e11")) {
      rows.answers(
          "account " + bad, 422, "invalid", () -> me.create(utf8(HostileCaller.minimal(bad))));
    }
    malformed(
        "an account as a number",
        "{\"name\": \"n\", \"accountId\": 222222222222, \"region\": \"eu-central-1\"}");
    for (String bad :
        List.of(
            "us-east-1;rm -rf /",
            "eu-central-9",
            "",
            "../eu-central-1",
            "eu-central-1\\n",
            "EU-CENTRAL-1")) {
      invalidWith("region \"" + bad + "\"", "\"region\": \"" + bad + "\"", "region");
    }
    malformed("1,000 regions", "{\"region\": [" + "\"eu-west-1\",".repeat(999) + "\"eu-west-1\"]}");
    for (String bad : List.of("true", "\"true\"", "1", "\"\"")) {
      if (!bad.equals("true")) {
        malformedWith("organization " + bad, "\"organization\": " + bad);
      }
    }
    for (String bad : List.of("1.9", "\"7\"", "\"\"", "true", "1e400", "99999999999")) {
      malformedWith(
          "retentionDays " + bad,
          "\"resources\": {\"mode\": \"NEW\", \"retentionDays\": " + bad + "}");
    }
    for (String field :
        List.of(
            "externalId",
            "tenantId",
            "status",
            "state",
            "id",
            "createdAt",
            "version",
            "holds",
            "inventory",
            "actions",
            "__proto__",
            "constructor",
            "class",
            "@type")) {
      malformedWith("its own " + field, "\"" + field + "\": \"" + MARK + "\"");
    }
    invalidWith(
        "an empty list of accounts", "\"organization\": true, \"accounts\": []", "accounts");
    invalidWith("accounts without an organization", "\"accounts\": [\"333333333333\"]", "accounts");
    StringBuilder many = new StringBuilder("\"100000000000\"");
    for (int i = 1; i <= 1000; i++) {
      many.append(",\"").append(100_000_000_000L + i).append('"');
    }
    invalidWith(
        "1,001 accounts", "\"organization\": true, \"accounts\": [" + many + "]", "accounts");
    malformedWith(
        "accounts as one text",
        "\"organization\": true, \"accounts\": \"333333333333,444444444444\"");
    malformedWith("accounts as numbers", "\"organization\": true, \"accounts\": [333333333333]");
    for (String arn :
        List.of(
            "x",
            "arn:aws:cloudtrail:eu-central-1:222222222222:trail/a b",
            "arn:aws:cloudtrail:eu-central-1:222222222222:trail/$(id)",
            "arn:aws-cn:cloudtrail:cn-north-1:222222222222:trail/t",
            "arn:aws:s3:::bucket",
            "arn:aws:cloudtrail:eu-central-1:222222222222:trail/" + "a".repeat(2049))) {
      invalidWith(
          "trail " + (arn.length() > 90 ? "of 2,049" : arn),
          "\"resources\": {\"mode\": \"EXISTING\", \"trailArn\": \"" + arn + "\"}",
          "resources.trailArn");
    }
  }

  private void malformed(String what, String body) {
    rows.answers(what, 400, "malformed", () -> me.create(utf8(body)));
  }

  private void malformedWith(String what, String fields) {
    malformed(
        what,
        "{\"name\": \"n\", \"accountId\": \"222222222222\", \"region\": \"eu-central-1\", "
            + fields
            + "}");
  }

  /** Whichever else is right. */
  private void invalidWith(String what, String fields, String field) {
    String region = fields.contains("\"region\"") ? "" : "\"region\": \"eu-central-1\", ";
    rows.holds(
        what,
        () -> {
          Answer answer =
              me.create(
                  utf8(
                      "{\"name\": \"n\", \"accountId\": \""
                          + me.nextAccount()
                          + "\", "
                          + region
                          + fields
                          + "}"));
          List<String> named = answer.json().findValuesAsText("field");
          return answer.status() == 422 && named.contains(field)
              ? Optional.empty()
              : Optional.of(answer.status() + " " + named);
        });
  }
}
