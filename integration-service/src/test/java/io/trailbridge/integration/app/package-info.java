/** Tests of what is common to all of REST: the document, problems, tenancy, hostile input. */
@NullMarked
package io.trailbridge.integration.app;

import org.jspecify.annotations.NullMarked;
