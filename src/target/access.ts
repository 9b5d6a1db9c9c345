/** One kind of credentials: an access token, a client's id and secret, or a service account's key file. */
export type Access =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "client"; readonly id: string; readonly secret: string }
  | { readonly kind: "key"; readonly file: KeyFile };

/** Content of ZITADEL's key file for a service account (`"type": "serviceaccount"`). */
export interface KeyFile {
  readonly keyId: string;
  /** Private RSA key in PEM. */
  readonly key: string;
  readonly userId: string;
}

/** Where and how to get access tokens. */
export interface TokenSettings {
  /** The issuer, whose discovery document names the token endpoint (OpenID Connect Discovery 1.0 §4). */
  readonly issuer: string;
  /** Scopes, separated by spaces. */
  readonly scope: string;
}

/** What a run needs to change its own users. */
export interface ProvisioningHandle {
  /** The administrator's access. */
  readonly access: Access;
  /** Id of the user `subject`. */
  readonly subjectId: string;
  /** Prefix of the user names of this run. */
  readonly names: string;
  /** Path of the journal of these names, or null where the target ends with the run. */
  readonly journal: string | null;
}

/** Whose credentials an access is. */
export type AccessOwner = "user" | "administrator";

/** The names of the settings that an access came from, for a sentence. */
export function accessSettings(access: Access, owner: AccessOwner): string {
  const prefix = owner === "administrator" ? "ZITADEL_ADMIN" : "ZITADEL";
  switch (access.kind) {
    case "client":
      return `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`;
    case "key":
      return `${prefix}_KEY_FILE`;
    case "token":
      return `${prefix}_TOKEN`;
  }
}

/** The secrets in an access. */
export function secretsOfAccess(access: Access): string[] {
  switch (access.kind) {
    case "token":
      return [access.token];
    case "client":
      return [access.secret];
    case "key":
      // The key's own lines: the lines around them are the same in every key file.
      return access.file.key.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  }
}
