/**
 * What several topics share: the names of the topics, and ids as types, so that an account id is
 * never taken for a tenant. Every id is a plain string on the wire.
 */
@NullMarked
package io.trailbridge.contracts.shared;

import org.jspecify.annotations.NullMarked;
