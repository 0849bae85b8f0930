package io.trailbridge.provisioning;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Drops what the worker keeps of AWS in memory, as the end of its process would. */
final class Restart {
  private static final String MEMORY = "io.trailbridge.provisioning.connection.aws.";

  private Restart() {}

  /** Every bean of the door to AWS begins anew; no work may be under way. */
  static void worker() {
    InjectableContext beans = Arc.container().getActiveContext(ApplicationScoped.class);
    List<InjectableBean<?>> remembering =
        beans.getState().getContextualInstances().keySet().stream()
            .filter(it -> it.getBeanClass().getName().startsWith(MEMORY))
            .<InjectableBean<?>>map(it -> it)
            .toList();
    if (remembering.isEmpty()) {
      throw new IllegalStateException("nothing to forget: the door to AWS has moved");
    }
    remembering.forEach(beans::destroy);
  }
}
