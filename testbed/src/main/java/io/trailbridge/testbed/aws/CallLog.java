package io.trailbridge.testbed.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Every call that was made, in the order in which it was answered. */
final class CallLog {
  /** One call. */
  record Call(
      long number, String account, String service, String action, String caller, int status) {}

  private static final int KEPT = 20_000;

  private final List<Call> calls = new ArrayList<>();
  private long number;

  synchronized void add(String account, String service, String action, String caller, int status) {
    calls.add(new Call(++number, account, service, action, caller, status));
    if (calls.size() > KEPT) {
      calls.subList(0, KEPT / 2).clear();
    }
  }

  synchronized void clear() {
    calls.clear();
  }

  synchronized ArrayNode list(long after) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Call call : calls) {
      if (call.number() > after) {
        list.addObject()
            .put("number", call.number())
            .put("account", call.account())
            .put("service", call.service())
            .put("action", call.action())
            .put("caller", call.caller())
            .put("status", call.status());
      }
    }
    return list;
  }

  /** How often each {@code account service action} was called. */
  synchronized ObjectNode counts() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Call call : calls) {
      counts.merge(call.account() + " " + call.service() + " " + call.action(), 1, Integer::sum);
    }
    ObjectNode node = Json.object();
    counts.forEach(node::put);
    return node;
  }
}
