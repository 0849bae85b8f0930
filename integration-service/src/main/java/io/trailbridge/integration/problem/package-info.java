/** What goes wrong in the words of the API: one exception for all doors, told as RFC 9457. */
@NullMarked
package io.trailbridge.integration.problem;

import org.jspecify.annotations.NullMarked;
