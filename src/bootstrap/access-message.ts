import type { TargetDescriptor } from "../target/descriptor.ts";

/** Without it ZITADEL's own APIs take no token from its token endpoint (ZITADEL, "Reserved Scopes"). */
const AUDIENCE = "urn:zitadel:iam:org:project:id:zitadel:aud";

/** One sentence on a token that is not accepted: whose it is, and what to do. */
export function whyNotAccepted(descriptor: TargetDescriptor): string {
  const { baseUrl, access, provisioning, tokenSettings } = descriptor;
  if (provisioning !== undefined) {
    return `${baseUrl} does not accept the token that it gave to a user who was made for the run: look into its log, and at what stands in front of it.`;
  }
  if (access === undefined) {
    return `${baseUrl} does not accept ZITADEL_TOKEN: give one that has not expired and belongs to this instance; a token from client credentials or a JWT profile also needs the scope ${AUDIENCE}.`;
  }
  const refused = `${baseUrl} does not accept the token that its own issuer gave for ${settingOf(descriptor)}`;
  if (tokenSettings !== undefined && !tokenSettings.scope.split(" ").includes(AUDIENCE)) {
    return `${refused}: ZITADEL_SCOPE lacks ${AUDIENCE}, without which a token is not for this API: add it, or unset ZITADEL_SCOPE.`;
  }
  return `${refused}: see that its user is active, and that ZITADEL_BASE_URL and ZITADEL_ISSUER mean the same instance.`;
}

/** One sentence on a user who does not have the key that every case needs. */
export function whyNoEntry(descriptor: TargetDescriptor): string {
  const key = JSON.stringify(descriptor.key);
  return descriptor.provisioning === undefined
    ? `The user of ${settingOf(descriptor)} has no metadata under the key ${key}: set ZITADEL_METADATA_KEY to a key that this user has.`
    : `A user who was made for the run no longer has the key ${key}: look at the instance's projections.`;
}

/** The setting that says who the user is. */
function settingOf({ access }: TargetDescriptor): string {
  switch (access?.kind) {
    case "client":
      return "ZITADEL_CLIENT_ID";
    case "key":
      return "ZITADEL_KEY_FILE";
    default:
      return "ZITADEL_TOKEN";
  }
}
