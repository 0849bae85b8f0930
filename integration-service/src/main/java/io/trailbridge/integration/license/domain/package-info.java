/** What a licence is here: the newest validity that was heard of. Pure values. */
@NullMarked
package io.trailbridge.integration.license.domain;

import org.jspecify.annotations.NullMarked;
