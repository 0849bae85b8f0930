/** The operators' view. */
@NullMarked
package io.trailbridge.integration.ops;

import org.jspecify.annotations.NullMarked;
