/**
 * Connections: the use cases that load the facts, let the domain decide, and save facts, commands,
 * state and history in one transaction.
 */
@NullMarked
package io.trailbridge.integration.connection;

import org.jspecify.annotations.NullMarked;
