/** The state machine: its whole table, random walks, and what is right by itself. */
@NullMarked
package io.trailbridge.integration.connection.domain;

import org.jspecify.annotations.NullMarked;
