package io.trailbridge.testbed;

/** A server of the testbed that runs: in this JVM, as a process, or in a container. */
public interface Machine extends AutoCloseable {

  /** Returns when it has ended, by itself or not. */
  void awaitEnd();

  /** Ends it as a crash would. */
  void kill();

  @Override
  void close();
}
