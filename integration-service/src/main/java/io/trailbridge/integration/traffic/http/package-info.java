/** Traffic as the API shows it. */
@NullMarked
package io.trailbridge.integration.traffic.http;

import org.jspecify.annotations.NullMarked;
