import { OPERATION } from "../contract/operation.ts";
import { SettingError } from "../errors.ts";
import { openReference } from "../servers/reference/open.ts";
import { PROFILES, type Profile } from "../servers/reference/profiles/profile.ts";

/** How to start the reference server; everything is optional. */
export interface ReferenceOptions {
  /** Port to listen on; a free one by default. */
  readonly port?: number;
  /** Listens with TLS and a certificate of its own, which `ca` has; false by default. */
  readonly tls?: boolean;
  /** Milliseconds that reads lag behind writes of the management API; 0 by default. */
  readonly projectionDelay?: number;
  /** Answers as a real release does, such as `zitadel-4.0.0`. */
  readonly profile?: string;
}

/** A reference server that listens. */
export interface Reference {
  /** Such as `http://127.0.0.1:33361`: REST, gRPC and gRPC-Web. */
  readonly url: string;
  /** Path before the metadata key, over REST. */
  readonly path: string;
  /** Token of a user who has metadata. */
  readonly token: string;
  /** A key that this user has. */
  readonly key: string;
  /** Token of a user who may create others and store metadata, through the vendor's management API. */
  readonly adminToken: string;
  /** With `tls`, the certificate to trust, as PEM. */
  readonly ca?: string;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/**
 * Starts a server that answers as ZITADEL documents it, for an application's own tests: the operation over REST, gRPC
 * and gRPC-Web, and what provisioning needs of the management API. Each server has users and tokens of its own. Throws
 * an error whose message says what to do when the port cannot be used or the profile does not exist.
 */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const { profile, ...others } = options;
  const target = await openReference({ ...others, ...(profile === undefined ? {} : { profile: profileOf(profile) }) });
  const { server, descriptor, adminToken } = target;
  return {
    url: server.url,
    path: OPERATION.pathPrefix,
    token: descriptor.tokens.subject ?? "",
    key: descriptor.key,
    adminToken,
    ...(server.ca === undefined ? {} : { ca: server.ca }),
    close: () => target.close(),
  };
}

function profileOf(text: string): Profile {
  const found = PROFILES.find(({ name }) => name === text);
  if (found !== undefined) return found;
  const names = PROFILES.map(({ name }) => name).join(", ");
  throw new SettingError("profile", `profile is ${JSON.stringify(text)}, which is none of ${names}: use one of them.`);
}
