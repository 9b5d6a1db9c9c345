import type { TargetDescriptor } from "../../target/descriptor.ts";

/**
 * Switches for TLS with a live instance, by names that curl and grpcurl share. The files stand by the names of their
 * settings. What the environment says of proxies curl reads itself.
 */
export function trustSwitches({
  capabilities,
  ca,
  network,
}: TargetDescriptor): readonly (readonly [name: string, value: string])[] {
  if (capabilities.isEmbedded) return [];
  return [
    ...(ca === undefined ? [] : [["cacert", '"$ZITADEL_CA"'] as const]),
    ...(network?.clientCertificate === undefined
      ? []
      : [["cert", '"$ZITADEL_CLIENT_CERT"'] as const, ["key", '"$ZITADEL_CLIENT_KEY"'] as const]),
  ];
}
