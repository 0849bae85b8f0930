package io.trailbridge.provisioning.connection.domain;

import io.trailbridge.contracts.shared.AccountId;

/**
 * The organization that an account belongs to.
 *
 * @param id such as {@code o-exampleorgid}
 * @param management the account that manages it, where its trails live
 */
public record Organization(String id, AccountId management) {}
