/** Who does something, as the history keeps it. Pure values. */
@NullMarked
package io.trailbridge.integration.caller.domain;

import org.jspecify.annotations.NullMarked;
