/**
 * What was done to each connection, by whom and why: appended in the transaction of the change,
 * read page by page, never altered.
 */
@NullMarked
package io.trailbridge.integration.activity;

import org.jspecify.annotations.NullMarked;
