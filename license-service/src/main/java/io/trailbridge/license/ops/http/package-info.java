/** The operators' door: sees all tenants, changes nothing. */
@NullMarked
package io.trailbridge.license.ops.http;

import org.jspecify.annotations.NullMarked;
