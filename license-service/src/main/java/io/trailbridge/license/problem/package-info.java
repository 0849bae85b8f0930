/** How the REST API says no: the kinds of problems of RFC 9457 that it knows, without any HTTP. */
@NullMarked
package io.trailbridge.license.problem;

import org.jspecify.annotations.NullMarked;
