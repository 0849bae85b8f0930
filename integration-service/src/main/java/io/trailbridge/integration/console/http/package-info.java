/** The console's session, and what guards it. */
@NullMarked
package io.trailbridge.integration.console.http;

import org.jspecify.annotations.NullMarked;
