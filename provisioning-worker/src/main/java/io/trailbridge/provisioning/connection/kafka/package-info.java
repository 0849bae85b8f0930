/**
 * Commands and confirmations in, results and log objects out, and the newest state of every
 * connection. Each consumer translates one message and calls one use case.
 */
@NullMarked
package io.trailbridge.provisioning.connection.kafka;

import org.jspecify.annotations.NullMarked;
