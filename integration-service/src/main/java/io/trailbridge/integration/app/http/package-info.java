/** What is common to all of REST: identity, request ids, problems. */
@NullMarked
package io.trailbridge.integration.app.http;

import org.jspecify.annotations.NullMarked;
