import { accessSettings, type Access, type AccessOwner } from "../target/access.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { openTargetConnection, type Address } from "../runner/http/open-connection.ts";
import type { RateLimit } from "../runner/http/rate-limit.ts";
import { PROJECTION_TIMEOUT } from "../runner/until-visible.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

/** A token source with its own connections. */
export interface OpenTokenSource extends TokenSource {
  close(): void;
}

/** What the connections to one target share. */
export interface Sharing {
  /** Called with every token, so that reports can hide it. */
  readonly onToken?: ((token: string) => void) | undefined;
  readonly rateLimit?: RateLimit | undefined;
}

/** The client certificate goes only to the target, not to an issuer on another host. */
function issuerAddress(descriptor: Address, issuer: string): Address {
  const address = { ...descriptor, baseUrl: issuer };
  if (descriptor.network === undefined || new URL(issuer).origin === new URL(descriptor.baseUrl).origin) return address;
  const { proxy, maxPerSecond, retryAfterLimit } = descriptor.network;
  return {
    ...address,
    network: {
      ...(proxy === undefined ? {} : { proxy }),
      ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
      retryAfterLimit,
    },
  };
}

/** Opens a token source for one way of access to a target, and for messages whose it is. */
export function openTokenSource(
  descriptor: Address & Pick<TargetDescriptor, "tokenSettings" | "projectionTimeout">,
  access: Access,
  owner: AccessOwner,
  { onToken, rateLimit }: Sharing = {},
): OpenTokenSource {
  const { baseUrl, projectionTimeout = PROJECTION_TIMEOUT } = descriptor;
  const settings = descriptor.tokenSettings ?? { issuer: new URL(baseUrl).origin, scope: "" };
  const connection = openTargetConnection(issuerAddress(descriptor, settings.issuer), { rateLimit });
  const source = createTokenSource(access, {
    settings,
    connection,
    policy: projectionTimeout,
    setting: accessSettings(access, owner),
    ...(onToken === undefined ? {} : { onToken }),
  });
  return {
    current: () => source.current(),
    close: () => {
      connection.close();
    },
  };
}
