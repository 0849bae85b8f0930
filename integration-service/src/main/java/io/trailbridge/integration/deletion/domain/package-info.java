/** What is left to remove, in the order AWS accepts, and the AWS CLI commands that do it. */
@NullMarked
package io.trailbridge.integration.deletion.domain;

import org.jspecify.annotations.NullMarked;
