import { field } from "../../http/request.ts";
import { refuseCredentials } from "../authenticate.ts";
import type { Behaviour } from "../behaviour.ts";

const PREFIX = "Bearer ";

/** The vendor compares the scheme case-sensitively, and treats everything after one space as the token. */
export const credentialsByPrefix: Behaviour = {
  authentication: (found, { raw }) => {
    const credentials = field(raw, "authorization");
    if (credentials === undefined) return found;
    if (!credentials.startsWith(PREFIX)) return refuseCredentials("bad-credentials");
    if (credentials.startsWith(`${PREFIX} `)) return refuseCredentials("bad-token");
    const misread = "refusal" in found && found.refusal.text === "bad-credentials";
    return misread ? refuseCredentials("bad-token") : found;
  },
};
