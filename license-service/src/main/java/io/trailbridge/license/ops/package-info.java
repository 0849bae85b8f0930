/** What operators see of licences, over all tenants. */
@NullMarked
package io.trailbridge.license.ops;

import org.jspecify.annotations.NullMarked;
