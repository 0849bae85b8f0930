/** What the console says. */
@NullMarked
package io.trailbridge.integration.console;

import org.jspecify.annotations.NullMarked;
