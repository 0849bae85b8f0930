/** The history of a connection over REST. */
@NullMarked
package io.trailbridge.integration.activity.http;

import org.jspecify.annotations.NullMarked;
