/** How somebody proves who they are: an access token, a client's id and secret, or a service account's key file. */
export type Access =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "client"; readonly id: string; readonly secret: string }
  | { readonly kind: "key"; readonly file: KeyFile };

/** What ZITADEL's key file of a service account (`"type": "serviceaccount"`) holds. */
export interface KeyFile {
  readonly keyId: string;
  /** PEM of a private RSA key. */
  readonly key: string;
  readonly userId: string;
}

/** Where and how access tokens are got. */
export interface TokenSettings {
  /** The issuer, whose discovery document names the token endpoint (OpenID Connect Discovery 1.0 §4). */
  readonly issuer: string;
  /** Scopes, separated by spaces. */
  readonly scope: string;
}

/** What a run needs to change users that were made for it. */
export interface ProvisioningHandle {
  /** Of an administrator. */
  readonly access: Access;
  /** Id of the user `subject`. */
  readonly subjectId: string;
  /** What the names of users begin with that are made for this run. */
  readonly names: string;
  /** Path of the journal that holds every such name, or null where the target goes with the run. */
  readonly journal: string | null;
}

/** Everything in an access that must not be shown. */
export function secretsOfAccess(access: Access): string[] {
  switch (access.kind) {
    case "token":
      return [access.token];
    case "client":
      return [access.secret];
    case "key":
      // The lines of the key alone: those around it stand in every key file.
      return access.file.key.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  }
}
