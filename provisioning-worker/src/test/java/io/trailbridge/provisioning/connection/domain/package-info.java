/** Tables over what is pure. */
@NullMarked
package io.trailbridge.provisioning.connection.domain;

import org.jspecify.annotations.NullMarked;
