/**
 * Answers of {@code application/problem+json} for whatever ends a request, the id of each request,
 * and the strict reading of JSON bodies.
 */
@NullMarked
package io.trailbridge.license.problem.http;

import org.jspecify.annotations.NullMarked;
