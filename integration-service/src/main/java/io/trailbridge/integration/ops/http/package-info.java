/** The operators' view over REST. */
@NullMarked
package io.trailbridge.integration.ops.http;

import org.jspecify.annotations.NullMarked;
