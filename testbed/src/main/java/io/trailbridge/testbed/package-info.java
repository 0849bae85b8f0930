/**
 * Real machines for tests and for the sandbox: a Kafka broker, a PostgreSQL server and the outbox
 * relay, each one class that starts on free ports in a temporary directory, or on given ones where
 * its data shall outlive it. They are set up from the files in {@code deploy/}, so that what tests
 * pass on is what production gets.
 */
@NullMarked
package io.trailbridge.testbed;

import org.jspecify.annotations.NullMarked;
