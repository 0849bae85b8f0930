/** What the REST API costs a tenant with very many connections, measured from outside. */
@NullMarked
package io.trailbridge.benchmarks.connections;

import org.jspecify.annotations.NullMarked;
