/**
 * What a licence is and how it moves: periods that merge, one version, and the events that follow
 * from them and from the time. Pure functions of facts, input and now; nothing here knows where
 * licences are kept or how events travel.
 */
@NullMarked
package io.trailbridge.license.entitlement.domain;

import org.jspecify.annotations.NullMarked;
