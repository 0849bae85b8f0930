/** Wires the worker: its clock. Nobody depends on it. */
@NullMarked
package io.trailbridge.provisioning.app;

import org.jspecify.annotations.NullMarked;
