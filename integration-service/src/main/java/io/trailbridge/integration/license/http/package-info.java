/** The tenant's own licence over REST. */
@NullMarked
package io.trailbridge.integration.license.http;

import org.jspecify.annotations.NullMarked;
