/** Cutting log files: bytes in, bytes out, a few megabytes of memory however large they are. */
@NullMarked
package io.trailbridge.provisioning.objects.domain;

import org.jspecify.annotations.NullMarked;
