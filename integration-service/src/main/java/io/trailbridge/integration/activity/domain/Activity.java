package io.trailbridge.integration.activity.domain;

import io.trailbridge.contracts.connection.ConnectionStatus;
import io.trailbridge.contracts.shared.ConnectionId;
import io.trailbridge.contracts.shared.TenantId;
import io.trailbridge.integration.caller.domain.By;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a connection's history.
 *
 * @param kind what kind of actor it is
 * @param by who exactly, and the request or the message that told us
 * @param action what happened, lower case words with dashes
 * @param from the status before; null at the creation
 * @param to the status after
 * @param reason a short remark, such as a finding's code; null where the action says it all
 */
public record Activity(
    TenantId tenantId,
    ConnectionId connectionId,
    Instant at,
    ActorKind kind,
    By by,
    String action,
    @Nullable ConnectionStatus from,
    ConnectionStatus to,
    @Nullable String reason) {}
