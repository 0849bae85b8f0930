/** Cutting, byte for byte. */
@NullMarked
package io.trailbridge.provisioning.objects.domain;

import org.jspecify.annotations.NullMarked;
