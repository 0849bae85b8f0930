/** What a licence means at an instant. */
@NullMarked
package io.trailbridge.integration.license.domain;

import org.jspecify.annotations.NullMarked;
