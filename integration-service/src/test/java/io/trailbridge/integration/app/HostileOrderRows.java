package io.trailbridge.integration.app;

import static io.trailbridge.integration.app.HostileRow.MARK;
import static io.trailbridge.integration.app.HostileRow.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailbridge.integration.app.HostileRow.Rows;
import io.trailbridge.integration.app.RawHttp.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hostile queries, cursors, headers and orders of a user who may ask. */
final class HostileOrderRows {
  private final HostileCaller me;
  private final HostileCaller other;
  private final Rows rows = new Rows();

  private HostileOrderRows(HostileCaller me, HostileCaller other) {
    this.me = me;
    this.other = other;
  }

  static List<HostileRow> of(HostileCaller me, HostileCaller other) throws Exception {
    HostileOrderRows it = new HostileOrderRows(me, other);
    it.queries();
    it.cursors();
    it.patches();
    it.keys();
    it.orders();
    return it.rows.all();
  }

  private void queries() {
    for (String bad :
        List.of(
            "limit=0",
            "limit=-1",
            "limit=201",
            "limit=1000000000",
            "limit=1e2",
            "limit=",
            "page=-1",
            "size=0",
            "sort=name",
            "status=NO",
            "status=ACTIVE,",
            "status=name%27%3B--",
            "organization=1",
            "q=a&q=b",
            "q=%00",
            "q=" + "a".repeat(257),
            MARK + "=1",
            "cursor=" + MARK)) {
      rows.answers(
          "?" + (bad.length() > 40 ? "q of 257" : bad),
          400,
          "malformed",
          () -> me.ask("GET", HostileCaller.PATH + "?" + bad, ""));
    }
    for (String none : List.of("%25", "_", "%5C", ".*", "%25%27", "(", "%2A")) {
      rows.holds(
          "q=" + none + " finds nothing",
          () -> {
            Answer answer = me.ask("GET", HostileCaller.PATH + "?limit=200&q=" + MARK + none, "");
            return answer.status() == 200 && answer.json().path("items").isEmpty()
                ? Optional.empty()
                : Optional.of(answer.status() + " " + answer.body());
          });
    }
  }

  private void cursors() throws Exception {
    me.stage().create("222222222222");
    me.stage().create("333333333333");
    String id = other.stage().create("222222222222");
    other.stage().create("333333333333");
    String own = me.cursor();
    rows.answers(
        "another tenant's cursor",
        400,
        "malformed",
        () -> me.ask("GET", HostileCaller.PATH + "?cursor=" + other.cursor(), ""));
    for (int at : List.of(0, 10, 30, own.length() - 1)) {
      char[] letters = own.toCharArray();
      letters[at] = letters[at] == 'A' ? 'B' : 'A';
      rows.answers(
          "a cursor changed at " + at,
          400,
          "malformed",
          () -> me.ask("GET", HostileCaller.PATH + "?cursor=" + new String(letters), ""));
    }
    rows.answers(
        "half a cursor",
        400,
        "malformed",
        () -> me.ask("GET", HostileCaller.PATH + "?cursor=" + own.substring(0, 24), ""));
    rows.answers(
        "a cursor with padding",
        400,
        "malformed",
        () -> me.ask("GET", HostileCaller.PATH + "?cursor=" + own + "%3D", ""));
    rows.answers(
        "the list's cursor for an activity",
        400,
        "malformed",
        () -> me.ask("GET", HostileCaller.PATH + "/" + id + "/activity?cursor=" + own, ""));
    rows.answers(
        "an old cursor, a plain number",
        400,
        "malformed",
        () -> me.ask("GET", HostileCaller.PATH + "/" + id + "/activity?cursor=1", ""));
    rows.answers(
        "one's own cursor",
        200,
        "",
        () -> me.ask("GET", HostileCaller.PATH + "?cursor=" + own, ""));
  }

  private void patches() {
    String path = HostileCaller.PATH + "/" + me.stage().create(me.nextAccount());
    String patch = "{\"name\": \"new\"}";
    rows.answers(
            "a patch without If-Match",
            428,
            "precondition-required",
            () -> me.patch(path, null, patch))
        .answers("If-Match: *", 428, "precondition-required", () -> me.patch(path, "*", patch))
        .answers("an ETag of another version", 412, "stale", () -> me.patch(path, "\"77\"", patch))
        .answers("an ETag that is none", 412, "stale", () -> me.patch(path, MARK, patch))
        .answers("a weak ETag", 412, "stale", () -> me.patch(path, "W/\"1\"", patch))
        .answers("a patch that is an array", 400, "malformed", () -> me.patch(path, "\"1\"", "[]"))
        .answers(
            "a JSON Patch",
            415,
            "unsupported-media-type",
            () ->
                me.ask(
                    "PATCH",
                    path,
                    "[]",
                    "If-Match: \"1\"",
                    "Content-Type: application/json-patch+json"))
        .answers(
            "a name taken away", 422, "invalid", () -> me.patch(path, "\"1\"", "{\"name\": null}"));
    for (String field :
        List.of(
            "state",
            "status",
            "tenantId",
            "externalId",
            "createdAt",
            "version",
            "accountId",
            "id",
            "actions")) {
      rows.holds(
          "a patch of " + field + " is refused by name",
          () -> {
            Answer answer = me.patch(path, "\"1\"", "{\"" + field + "\": \"" + MARK + "\"}");
            JsonNode error = answer.json().path("errors").path(0).path("field");
            return answer.status() == 400 && error.asText().equals(field)
                ? Optional.empty()
                : Optional.of(answer.status() + " " + answer.body());
          });
    }
    rows.answers(
        "If-None-Match on a patch",
        428,
        "precondition-required",
        () ->
            me.ask(
                "PATCH",
                path,
                patch,
                "If-None-Match: *",
                "Content-Type: application/merge-patch+json"));
    rows.answers("a good patch", 200, "", () -> me.patch(path, "\"1\"", patch));
  }

  private void keys() {
    String body = HostileCaller.minimal(me.nextAccount());
    rows.holds(
        "one Idempotency-Key 64 times at once has one effect",
        () -> {
          Set<String> ids = new HashSet<>();
          for (Answer answer : HostileCaller.atOnce(64, () -> me.keyed("k-64", body))) {
            ids.add(answer.status() + " " + answer.json().path("id").asText());
          }
          return ids.size() == 1 && ids.iterator().next().startsWith("201 ")
              ? Optional.empty()
              : Optional.of(ids.toString());
        });
    rows.answers(
            "the same key with another body",
            422,
            "invalid",
            () -> me.keyed("k-64", HostileCaller.minimal(me.nextAccount())))
        .answers("a key of 256", 400, "malformed", () -> me.keyed("k".repeat(256), body))
        .answers("a key with a blank", 400, "malformed", () -> me.keyed("a b", body))
        .answers("an empty key is none", 409, "already-connected", () -> me.keyed("", body))
        .answers("a place that is taken", 409, "already-connected", () -> me.create(utf8(body)));
    rows.holds(
        "another tenant's key is another key",
        () -> {
          Answer answer = other.keyed("k-64", HostileCaller.minimal(me.nextAccount()));
          return answer.status() == 201 ? Optional.empty() : Optional.of(answer.body());
        });
    rows.holds(
        "one place 16 times at once is connected once",
        () -> {
          String same = HostileCaller.minimal(me.nextAccount());
          List<Integer> statuses = new ArrayList<>();
          HostileCaller.atOnce(16, () -> me.create(utf8(same)))
              .forEach(it -> statuses.add(it.status()));
          long created = statuses.stream().filter(it -> it == 201).count();
          long refused = statuses.stream().filter(it -> it == 409).count();
          return created == 1 && refused == 15
              ? Optional.empty()
              : Optional.of(statuses.toString());
        });
  }

  private void orders() throws Exception {
    String active = me.stage().active(me.nextAccount());
    String path = HostileCaller.PATH + "/" + active;
    rows.answers(
            "resume what runs", 409, "action-not-allowed", () -> me.post(path + "/resume", "{}"))
        .answers(
            "a pause with fields",
            400,
            "malformed",
            () -> me.post(path + "/pause", "{\"" + MARK + "<b>\": 1}"))
        .answers(
            "rotate the secret of a PULL",
            422,
            "invalid",
            () -> me.post(path + "/rotate-secret", "{}"))
        .answers(
            "a backfill into the future",
            422,
            "invalid",
            () ->
                me.post(
                    path + "/backfill",
                    "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2999-01-01T00:00:00Z\"}"))
        .answers(
            "a backfill backwards",
            422,
            "invalid",
            () ->
                me.post(
                    path + "/backfill",
                    "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}"))
        .answers(
            "a backfill of a year 10^9",
            422,
            "invalid",
            () ->
                me.post(
                    path + "/backfill",
                    "{\"from\": \"+1000000000-01-01T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}"))
        .answers(
            "a time as a number",
            400,
            "malformed",
            () -> me.post(path + "/backfill", "{\"from\": 1, \"to\": 2}"))
        .answers(
            "the region of what is set up",
            422,
            "invalid",
            () ->
                me.patch(
                    path,
                    me.ask("GET", path, "").header("ETag").orElseThrow(),
                    "{\"region\": \"us-east-1\"}"));
    rows.holds(
        "a pause and a deletion at once end in the deletion",
        () -> {
          List<Answer> answers =
              new ArrayList<>(
                  HostileCaller.atOnce(
                      List.of(
                          () -> me.post(path + "/pause", "{}"),
                          () -> me.post(path + "/deletion", "{}"))));
          String status = me.ask("GET", path, "").json().path("status").asText();
          boolean pause =
              answers.get(0).status() == 202 || answers.get(0).slug().equals("action-not-allowed");
          return status.equals("DELETING") && answers.get(1).status() == 202 && pause
              ? Optional.empty()
              : Optional.of(status);
        });
    rows.answers(
            "pause what is being deleted",
            409,
            "action-not-allowed",
            () -> me.post(path + "/pause", "{}"))
        .answers(
            "edit what is being deleted",
            409,
            "action-not-allowed",
            () ->
                me.patch(
                    path,
                    me.ask("GET", path, "").header("ETag").orElseThrow(),
                    "{\"name\": \"x\"}"));
    String gone = HostileCaller.PATH + "/" + me.stage().create(me.nextAccount());
    rows.answers("delete what was never set up", 202, "", () -> me.post(gone + "/deletion", ""))
        .answers(
            "pause what is deleted",
            409,
            "action-not-allowed",
            () -> me.post(gone + "/pause", "{}"))
        .answers(
            "set up what is deleted", 409, "action-not-allowed", () -> me.post(gone + "/setup", ""))
        .answers(
            "delete what is deleted",
            409,
            "action-not-allowed",
            () -> me.post(gone + "/deletion", ""));
  }
}
