/**
 * What a connection is to everybody: its newest state on {@code trailbridge.connection.state}, and
 * the words that commands and results share with it.
 */
@NullMarked
package io.trailbridge.contracts.connection;

import org.jspecify.annotations.NullMarked;
