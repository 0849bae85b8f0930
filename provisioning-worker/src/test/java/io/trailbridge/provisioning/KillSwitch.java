package io.trailbridge.provisioning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Ends the work of a thread at one of its requests to AWS, as the end of the process would: by an
 * error that nothing catches, before the request is sent or after its answer came, of which the
 * worker learns nothing. The SDK finds it in the test's class path and asks it in every client.
 */
public final class KillSwitch implements ExecutionInterceptor {
  private static final ThreadLocal<@Nullable Cut> CUTS = new ThreadLocal<>();

  /** Where the work ends; nowhere with number 0. */
  static final class Cut {
    private final int number;
    private final boolean done;
    private final List<String> operations = new ArrayList<>();

    Cut(int number, boolean done) {
      this.number = number;
      this.done = done;
    }

    /** What was asked for, in its order. */
    List<String> operations() {
      return operations;
    }

    int number() {
      return number;
    }

    boolean done() {
      return done;
    }

    private void reached(boolean answered) {
      if (operations.size() == number && answered == done) {
        throw new Killed();
      }
    }
  }

  /** The end of the process, as far as this thread is concerned. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed by the test", null, false, false);
    }
  }

  /** Does the work until its cut; false where it was killed there. */
  static boolean survives(Cut cut, Runnable work) {
    CUTS.set(cut);
    try {
      work.run();
      return true;
    } catch (Killed e) {
      return false;
    } finally {
      CUTS.remove();
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Cut cut = CUTS.get();
    if (cut != null) {
      cut.operations.add(
          attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
              + ":"
              + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
      cut.reached(false);
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Cut cut = CUTS.get();
    if (cut != null) {
      cut.reached(true);
    }
  }
}
