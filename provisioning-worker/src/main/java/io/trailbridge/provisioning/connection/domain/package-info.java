/**
 * What a connection is to look like in AWS, and how AWS's answers are read: names, policies and
 * entries as plain values, the table of errors, the chain of checks, the order of removal. Nothing
 * here calls anything.
 */
@NullMarked
package io.trailbridge.provisioning.connection.domain;

import org.jspecify.annotations.NullMarked;
