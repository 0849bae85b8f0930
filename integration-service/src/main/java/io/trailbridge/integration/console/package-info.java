/**
 * The web console. The pages live in {@code src/main/resources/web} and know nothing but the public
 * REST API; this room only lets them in: it turns a bearer token into a cookie that no script can
 * read, and sees to it that no other site can use that cookie.
 */
@NullMarked
package io.trailbridge.integration.console;

import org.jspecify.annotations.NullMarked;
