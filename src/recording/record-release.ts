import { isJsonObject, type JsonObject } from "../contract/json-object.ts";
import { fetchPublishedDocument } from "../drift/contract/openapi/published.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { openTargetConnection } from "../runner/http/open-connection.ts";
import { secretsOf } from "../runner/run-context.ts";
import type { RecordedExchange, Recording } from "../servers/recording/format.ts";
import type { ProvisioningHandle } from "../target/access.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { basePathOf } from "../transports/base-path.ts";
import { recordAdmin } from "./admin-exchanges.ts";
import { recordCases } from "./case-exchanges.ts";
import { caseRecording, originsOf, recordingFrame, tokenStandIns } from "./case-recording.ts";
import { createConcealer } from "./concealer.ts";
import { openApiStructure } from "./openapi-structure.ts";
import { sameLengthConcealer } from "./same-length-concealer.ts";

/** A release to record: a real instance with throwaway users. */
export type RecordableTarget = TargetDescriptor & {
  readonly vendorVersion: string;
  readonly provisioning: ProvisioningHandle;
};

/** A recording of a release, in three parts. */
export interface ReleaseRecording {
  /** Answers to the cases. */
  readonly recording: Recording;
  /** Answers of the management API and the token endpoint. */
  readonly admin: Recording;
  /** The structure of the published OpenAPI document, or why there is none. */
  readonly openApi: { readonly document: JsonObject } | { readonly reason: string };
  /** Cases that could not be sent, each with its reason. */
  readonly skipped: readonly string[];
}

/** A key that nobody has, for the recording server. */
const MISSING_KEY = "no-such-key";

/** Records a release. Rejects with a BlockedError when a part cannot be recorded or the user interrupts. */
export async function recordRelease(target: RecordableTarget, interrupted: AbortSignal): Promise<ReleaseRecording> {
  // The users are throwaway and hold only the seed data.
  const descriptor = { ...target, missingKey: MISSING_KEY };
  const tokens = tokenStandIns(descriptor);
  const cases = sameLengthConcealer(tokens, secretsOf(descriptor), originsOf(descriptor));
  const runner = openRunner(descriptor, { onSecret: cases.hide });
  try {
    const basePath = basePathOf(descriptor.baseUrl);
    // First, since it fails more easily.
    const concealer = createConcealer(secretsOf(descriptor), originsOf(descriptor));
    const admin = await recordAdmin(descriptor, target.provisioning, concealer, interrupted);
    const { exchanges, skipped } = await recordCases(runner, basePath, cases, interrupted);
    return {
      recording: caseRecording(descriptor, tokens, exchanges, organisationIn(admin)),
      admin: { ...recordingFrame(target.vendorVersion), subject: { metadata: {} }, exchanges: admin },
      openApi: await publishedStructure(descriptor),
      skipped,
    };
  } finally {
    runner.close();
  }
}

/** The administrator's organisation owns what the run creates. */
function organisationIn([me]: readonly RecordedExchange[]): { readonly organisationId?: string } {
  const id = /"resourceOwner": ?"(\d+)"/.exec(me?.response.body.text ?? "")?.[1];
  return id === undefined ? {} : { organisationId: id };
}

async function publishedStructure(descriptor: TargetDescriptor): Promise<ReleaseRecording["openApi"]> {
  const connection = openTargetConnection(descriptor);
  try {
    const published = await fetchPublishedDocument(connection, descriptor);
    if ("reason" in published) return published;
    const { document } = published;
    return isJsonObject(document)
      ? { document: openApiStructure(document) }
      : { reason: "the target's OpenAPI document is not a JSON object" };
  } finally {
    connection.close();
  }
}
