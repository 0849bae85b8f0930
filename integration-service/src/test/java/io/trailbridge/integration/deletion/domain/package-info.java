/** What is left of a connection, as values. */
@NullMarked
package io.trailbridge.integration.deletion.domain;

import org.jspecify.annotations.NullMarked;
