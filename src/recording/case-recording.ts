import type { TokenName } from "../contract/case.ts";
import type { RecordedExchange, Recording } from "../servers/recording/format.ts";
import type { StoredEntry, TargetDescriptor } from "../target/descriptor.ts";
import type { TokenStandIn } from "./same-length-concealer.ts";
import { tokenStandIn } from "./stand-in.ts";

/** The origins of a target and of its tokens' issuer. */
export function originsOf({ baseUrl, tokenSettings }: TargetDescriptor): readonly string[] {
  return [...new Set([new URL(baseUrl).origin, new URL(tokenSettings?.issuer ?? baseUrl).origin])];
}

/** What stands for each token of a target. */
export function tokenStandIns({ tokens }: TargetDescriptor): readonly TokenStandIn[] {
  return Object.entries(tokens).map(([name, token]) => ({
    name: name as TokenName,
    token,
    standIn: tokenStandIn(name, token),
  }));
}

/** The recording of the cases' exchanges. */
export function caseRecording(
  { vendorVersion = "", stored, storedByOther }: TargetDescriptor,
  tokens: readonly TokenStandIn[],
  exchanges: readonly RecordedExchange[],
  organisation: Pick<Recording["subject"], "organisationId"> = {},
): Recording {
  return {
    ...recordingFrame(vendorVersion),
    tokens: Object.fromEntries(tokens.map(({ name, standIn }) => [name, standIn])),
    subject: { ...organisation, metadata: metadataOf(stored) },
    other: { metadata: metadataOf(storedByOther) },
    exchanges,
  };
}

/** What every recording of a release says of itself. */
export function recordingFrame(version: string): Pick<Recording, "vendor" | "version" | "recordedAt" | "note"> {
  return {
    vendor: "ZITADEL",
    version: `v${version}`,
    recordedAt: new Date().toISOString(),
    note: "secrets are replaced, tokens by those that are listed or by {{…}}, and so is the instance's address; ids and times are as the server gave them",
  };
}

function metadataOf(entries: readonly StoredEntry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(({ key, value }) => [key, value ?? ""]));
}
