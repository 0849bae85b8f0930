/** Connections as their users meet them. */
@NullMarked
package io.trailbridge.integration.connection.http;

import org.jspecify.annotations.NullMarked;
