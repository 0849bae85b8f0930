/**
 * What integration-service asks of the worker, and what the worker answers: commands carry the
 * whole wish, results carry what is there.
 */
@NullMarked
package io.trailbridge.contracts.provisioning;

import org.jspecify.annotations.NullMarked;
