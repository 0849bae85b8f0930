package io.trailbridge.integration.ops.http;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trailbridge.integration.ops.Operations;
import io.trailbridge.integration.ops.Operations.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends the view to whoever watches; it is made once for all of them. */
@ApplicationScoped
class OperationsStream {
  private final Operations operations;
  private final Sse sse;
  private final Set<SseEventSink> watchers = ConcurrentHashMap.newKeySet();

  OperationsStream(Operations operations, Sse sse) {
    this.operations = operations;
    this.sse = sse;
  }

  void begin(SseEventSink watcher) {
    watchers.add(watcher);
    send(watcher, event(operations.summary()));
  }

  @Scheduled(
      identity = "operators-view",
      every = "5s",
      concurrentExecution = ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void tell() {
    watchers.removeIf(SseEventSink::isClosed);
    if (!watchers.isEmpty()) {
      OutboundSseEvent event = event(operations.summary());
      watchers.forEach(watcher -> send(watcher, event));
    }
  }

  private OutboundSseEvent event(Summary summary) {
    return sse.newEventBuilder()
        .name("summary")
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(Summary.class, summary)
        .build();
  }

  /** Whoever has gone is not sent to again. */
  private void send(SseEventSink watcher, OutboundSseEvent event) {
    watcher
        .send(event)
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                watchers.remove(watcher);
                watcher.close();
              }
            });
  }
}
