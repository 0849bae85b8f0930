/**
 * The whole system on one machine: the testbed's parts and the four services, each as a process of
 * its own that is restarted when it dies, and the commands of the launcher. It knows the services
 * by their doors alone: HTTP, Kafka, and the AWS that they share.
 */
@NullMarked
package io.trailbridge.sandbox;

import org.jspecify.annotations.NullMarked;
