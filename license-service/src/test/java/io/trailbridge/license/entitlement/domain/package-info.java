/** Tables, walks and examples of how licences move; no input or output. */
@NullMarked
package io.trailbridge.license.entitlement.domain;

import org.jspecify.annotations.NullMarked;
