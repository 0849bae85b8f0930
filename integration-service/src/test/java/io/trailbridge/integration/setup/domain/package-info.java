/** Tokens, policies, plans and commands as values. */
@NullMarked
package io.trailbridge.integration.setup.domain;

import org.jspecify.annotations.NullMarked;
