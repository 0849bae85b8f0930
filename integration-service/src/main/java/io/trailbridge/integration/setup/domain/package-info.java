/**
 * What a customer's account is to let us do, and how the script is told: one-time tokens, the exact
 * IAM policies of a connection, the plan as lines that bash reads, and commands that a shell runs
 * as they stand. All of it made from the connection's facts alone.
 */
@NullMarked
package io.trailbridge.integration.setup.domain;

import org.jspecify.annotations.NullMarked;
