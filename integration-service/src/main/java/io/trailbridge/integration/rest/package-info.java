/**
 * What the doors to REST share: bodies read strictly, ids in paths, cursors that only we can have
 * written, and each tenant's share of requests.
 */
@NullMarked
package io.trailbridge.integration.rest;

import org.jspecify.annotations.NullMarked;
