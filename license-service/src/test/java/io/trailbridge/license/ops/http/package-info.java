/** The operators' door, asked from outside. */
@NullMarked
package io.trailbridge.license.ops.http;

import org.jspecify.annotations.NullMarked;
