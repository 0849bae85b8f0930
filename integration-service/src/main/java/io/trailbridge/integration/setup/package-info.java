/**
 * How a customer's AWS account lets us in: hands out the script and the commands that run it, tells
 * the script what to create, and takes its report. Its one-time tokens serve the removal too.
 */
@NullMarked
package io.trailbridge.integration.setup;

import org.jspecify.annotations.NullMarked;
